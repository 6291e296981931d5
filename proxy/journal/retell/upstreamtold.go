package retell

import (
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// upstream tells what becomes of connections to the upstream.
func (r *retelling) upstream(i int, e *journal.Event) {
	if e.Value == "in-doubt" {
		return // it is lost next
	}
	r.passes(e, 0, r.delay(i) > 0)
	switch e.Value {
	case "connected":
		if r.reused {
			r.withhold(false) // it has said it to the other connection
		}
		r.up, r.fresh, r.reused = true, true, false
		r.proxy, r.held = append(r.proxy, r.held...), nil
	case "reused":
		r.up, r.reused, r.parked = true, !r.parked, false
	case "parked":
		r.up, r.parked = false, true
	case "unavailable":
		r.unavailable(e)
	case "lost", "reset":
		if !r.reused {
			r.drops(i, e)
		}
	}
}

// unavailable tells why a server was passed over.
func (r *retelling) unavailable(e *journal.Event) {
	trouble := ""
	if e.Err != nil {
		trouble = e.Err.Error()
	}
	if r.reused {
		r.withhold(false)
	}
	greeted := r.up && !r.reused // it has said something that is no greeting
	r.reused = false
	r.up = false
	switch words, garbage := garbageIn(trouble); {
	case strings.HasPrefix(trouble, "TLS: "):
		r.mistrusted(strings.TrimPrefix(trouble, "TLS: "))
	case strings.Contains(trouble, "refused"):
		r.add(doing(journal.S, "refuse"))
	case garbage:
		r.add(octets(journal.SP, words, 1), doing(journal.PS, "close"))
	case strings.Contains(trouble, "EOF"):
		r.add(doing(journal.S, "close"))
	case strings.Contains(trouble, "reset"):
		r.add(doing(journal.S, "reset"))
	case greeted:
		r.add(doing(journal.PS, "close"))
	default:
		r.note("Why no server was found: " + trouble)
		r.passes(e, 0, true)
		r.add(doing(journal.PS, "close"))
	}
}

// drops tells how a connection ended before its time.
func (r *retelling) drops(i int, e *journal.Event) {
	why := ""
	if e.Err != nil {
		why = e.Err.Error()
	}
	r.up = false
	if r.content != nil && !r.content.over {
		r.torn(i, e, why)
		return
	}
	r.ended(e, why)
}

// ended tells who has ended the connection.
func (r *retelling) ended(e *journal.Event, why string) {
	switch {
	case why == "closed by the upstream": // it was, when the gate was about to say something
		r.withhold(false)
		r.lines = append(r.lines, doing(journal.S, "close"))
	case strings.HasSuffix(why, "EOF"):
		r.add(doing(journal.S, "close"))
	case strings.Contains(why, "connection reset") || strings.Contains(why, "broken pipe"):
		r.add(doing(journal.S, "reset"))
	case isLate(why):
		r.passes(e, 0, true)
		r.add(comment("The upstream was given up: "+why), doing(journal.PS, "reset"))
	case why == "BDAT was not understood": // says the reply that is told next
		r.later = append(r.later, doing(journal.PS, "reset"))
	default:
		r.add(doing(journal.PS, "reset"))
	}
}

func isViolation(why string) bool {
	return strings.Contains(why, noReply) || strings.Contains(why, noStatusLine)
}

// How the record begins to tell of what was no reply.
const (
	noReply      = "not an SMTP reply: "
	noStatusLine = "not a POP3 status line: "
)

// isLate tells whether an error is that time was over.
func isLate(why string) bool {
	return strings.Contains(why, "timeout") || strings.Contains(why, "deadline")
}

// violation tells what a peer has said that nobody may say.
func (r *retelling) violation(i int, e *journal.Event) {
	if e.Way == journal.C {
		r.spoiled()
		r.tooEarly(e.Value)
		return
	}
	if before := r.events[max(i-1, 0)]; before.Kind == journal.Reply && before.Way == journal.SP {
		return // that was it
	}
	words, garbage := garbageIn(e.Value)
	if !garbage {
		r.note("What the upstream said isn't on record: " + e.Value)
	}
	r.add(octets(journal.SP, words, 1))
}

// garbageIn is what an upstream has said that was no reply, as far as the record's words tell.
func garbageIn(record string) (words string, found bool) {
	_, record, found = strings.Cut(strings.Replace(record, noStatusLine, noReply, 1), noReply)
	quoted, err := strconv.QuotedPrefix(record)
	switch {
	case err == nil:
		words, _ = strconv.Unquote(quoted)
	case strings.HasPrefix(record, "its lines have the codes"):
		words = "250-a\r\n251 b"
	case strings.HasPrefix(record, "CR or LF"):
		words = "250 a\n250 b"
	case strings.HasPrefix(record, "line too long"):
		words = "250 " + strings.Repeat("x", longLine)
	case strings.HasPrefix(record, "too long"):
		words = strings.Repeat("250-x\r\n", longReply) + "250 x"
	default:
		words = "?"
	}
	return strings.TrimSuffix(words, "\r\n") + "\r\n", found
}

// longReply is more lines than any reply may have.
const longReply = 2001
