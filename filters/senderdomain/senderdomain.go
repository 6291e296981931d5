// Package senderdomain refuses mail whose sender can't be answered, because mail to its domain leads nowhere. The domain
// must have mail exchangers (MX), or else an address (A or AAAA), as RFC 5321, section 5.1, has them looked up.
//
//	sender_domain {
//	  unresolved = "defer"
//	  missing    = "refuse"
//	  null_mx    = "refuse"
//	}
//
// unresolved is what a sender gets while DNS doesn't tell: a server fails, is silent or isn't responsible, or the time is up.
// "defer" has the client come back; "pass" is for whom late mail is worse than bad mail; "refuse" tells people who wait for
// the answer, as on a front for submission.
//
// missing is for a domain of which DNS tells that mail to it leads nowhere: there is no such domain, or it has neither MX
// nor address, or none of its mail exchangers has an address at which another host could be. Loopback, unspecified,
// link-local, multicast, broadcast and reserved addresses (0.0.0.0/8, 240.0.0.0/4, ::/96) are no such; private ones are. One of IPv6 that leads
// to one of IPv4 (::ffff:0:0/96, 64:ff9b::/96, 2002::/16) is what that is. "defer" gives time to the owner of a new
// domain, "pass" leaves the matter to the upstream.
//
// null_mx is for a domain that says of itself that it takes no mail, by an MX of "." (RFC 7505), "refuse" or "pass". A "."
// among other mail exchangers is one that leads nowhere.
//
// It answers, with the path as it would have gone up:
//
//	451 4.1.8 <pippo@micosoft.com>... Sender domain must resolve
//	550 5.1.8 <pippo@micosoft.com>... Sender domain must have an MX or an address
//	550 5.1.8 <pippo@micosoft.com>... Sender domain must not be at 127.0.0.1
//	550 5.1.8 <pippo@micosoft.com>... Mail exchanger mx.micosoft.com must have an address
//	550 5.1.8 <pippo@micosoft.com>... Mail exchanger localhost must not be at 127.0.0.1
//	550 5.1.8 <pippo@micosoft.com>... Mail exchanger . must be a host
//	550 5.7.27 <pippo@micosoft.com>... Sender address has null MX
//
// and the first as 550 5.1.8 where unresolved is "refuse", those of missing as 451 4.1.8 where that is "defer". Of several
// mail exchangers that lead nowhere the text names the first.
//
// The null reverse-path <> of notifications passes. An address literal such as [192.0.2.1] passes if another host could be
// there; DNS isn't asked. A domain with letters beyond ASCII and its form in ASCII, "xn--…", are the same question; one that
// can't be converted, or is too long, is no domain and so is missing. All clients are judged alike, also those on this machine that send as root@localhost: give
// them a front without this filter, or mode = "shadow" for a while to see who they are.
//
// One good mail exchanger is enough, and the asking ends with it. The others are asked one after the other, the first ten by
// preference at most, and only while the filter's deadline leaves time for a lookup as slow as the slowest so far. So
// the deadline should leave room for two or three times the timeout of dns, as it does by default.
//
// It notes, under the words unresolved, missing and null_mx (sender_domain.missing), why a sender doesn't do, whatever the
// option makes of it, and under sender_domain.mx each mail exchanger that doesn't, also where another one did.
//
// In a POP3 front, where nobody is a sender, it is an error.
package senderdomain

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// What the options may say.
const (
	deferred = "defer"
	refused  = "refuse"
	passed   = "pass"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	r := rules{
		unresolved: o.Choice("unresolved", deferred, "a sender about whose domain DNS doesn't tell, for now", deferred, refused, passed),
		missing:    o.Choice("missing", refused, "a sender whose domain doesn't exist, or leads mail nowhere", refused, deferred, passed),
		nullMX:     o.Choice("null_mx", refused, "a sender whose domain says that it takes no mail (RFC 7505)", refused, passed),
	}
	return &filters.Filter{
		Sender: func(s *filters.Session, from *filters.Path) filters.Verdict {
			f := examine(s, from.Domain())
			if f.state != good {
				s.Note("sender_domain."+f.state.String(), f.why)
			}
			return r.judge(from, f)
		},
	}, o.Err()
}

// rules are what New has read; nothing writes them after it.
type rules struct{ unresolved, missing, nullMX string }

// judge answers with what the rules make of a finding.
func (r *rules) judge(from *filters.Path, f finding) filters.Verdict {
	text := from.String() + "... " + f.text
	switch f.state {
	case unresolved:
		return verdict(r.unresolved, "1.8", text)
	case missing:
		return verdict(r.missing, "1.8", text)
	case nullMX:
		return verdict(r.nullMX, "7.27", text)
	}
	return filters.Pass()
}

// verdict words what an option says; status is the enhanced code without its class.
func verdict(option, status, text string) filters.Verdict {
	switch option {
	case deferred:
		return filters.Defer("4."+status, text)
	case refused:
		return filters.Refuse("5."+status, text)
	}
	return filters.Pass()
}

// examine finds out about what stands behind the sender's @.
func examine(s *filters.Session, domain string) finding {
	switch {
	case domain == "": // the null path: the parser lets no other sender be without a domain
		return finding{}
	case strings.HasPrefix(domain, "["):
		return aboutLiteral(domain)
	}
	return begin(s).aboutDomain(domain)
}
