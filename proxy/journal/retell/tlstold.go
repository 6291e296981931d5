package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// tls tells that TLS was begun.
func (r *retelling) tls(e *journal.Event) {
	r.passes(e, 0, false)
	what := startTLS
	if p := e.TLS; p != nil {
		if e.Way == journal.C && isServerName(p.ServerName) {
			what += " " + p.ServerName
		}
		if e.Way == journal.C && p.Subject != "" {
			what += " certified"
		}
		if version := strings.TrimPrefix(p.Version, "TLS "); version != "1.3" {
			what += " " + version
		}
	}
	r.add(doing(e.Way, what))
}

const startTLS = "start TLS"

// isServerName tells whether a name can stand in a direction: it is a domain's.
func isServerName(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, ".") && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
}

// mistrusted tells how TLS with a server came to nothing.
func (r *retelling) mistrusted(trouble string) {
	how := ""
	switch {
	case strings.Contains(trouble, "certificate has expired"):
		how = " expired"
	case strings.Contains(trouble, "is valid for"):
		how = " of.another.example"
	case strings.Contains(trouble, "unknown authority"):
		how = " foreign"
	case strings.Contains(trouble, "version"):
		how = " 1.1"
	default:
		r.note("How TLS came to nothing can't be told: " + trouble)
		r.add(doing(journal.S, "close"))
		return
	}
	r.add(doing(journal.S, startTLS+how), doing(journal.PS, "refuse TLS"))
}

// shakesNot tells how a client has come to no TLS.
func (r *retelling) shakesNot(e *journal.Event) {
	trouble, is := strings.CutPrefix(e.Value, noTLS)
	switch {
	case !is || r.left:
	case strings.Contains(trouble, "unsupported version"):
		r.add(doing(journal.C, startTLS+" 1.1"), doing(journal.PC, "refuse TLS"))
		r.left = true
	case strings.Contains(trouble, "failed to verify certificate"):
		r.add(doing(journal.C, startTLS+" foreign"), doing(journal.PC, "refuse TLS"))
		r.left = true
	case strings.Contains(trouble, "does not look like a TLS handshake"):
		r.add(comment("What the client said in clear isn't on record."), saying(journal.CP, "in clear"))
	case isLate(trouble):
		r.passes(e, 0, true)
	case strings.HasSuffix(trouble, "EOF"):
		r.add(doing(journal.C, "close"))
		r.left = true
	default:
		r.add(comment("How the client came to no TLS can't be told: "+trouble), doing(journal.C, "close"))
		r.left = true
	}
}

// noTLS is how the record begins to tell why a client came to no TLS.
const noTLS = "no TLS with the client: "

// tooEarly tells what a client has said in clear behind the command that begins TLS.
func (r *retelling) tooEarly(what string) {
	if strings.HasPrefix(what, "bytes behind ") && strings.HasSuffix(what, " in clear") {
		r.says(journal.CP, saying(journal.CP, "in clear"))
		r.note("What the client said too early isn't on record; it came before the reply, if not in one write with the command.")
	}
}
