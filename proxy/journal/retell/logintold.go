package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// loginTold is an AUTH exchange with made-up responses.
type loginTold struct {
	mechanism string
	line      string   // the first
	responses []string // the last is for all further ones
	given     int
	name      int    // the place of the command that had the name, where that is known; else -1
	challenge string // the upstream's last
	asked     bool   // the next line of the client is a response
}

// masked is what stands for secrets, and for mechanisms that nobody knows.
const masked = "***"

// auth tells the first line of an exchange. What follows the mechanism is a secret.
func (r *retelling) auth(i int, e *journal.Event) {
	if e.Arg == "" { // it asks for a listing
		r.says(e.Way, r.asItWas(e, e.Verb, r.replyTo(i))...)
		return
	}
	mechanism, secret, there := strings.Cut(e.Arg, " ")
	reply, first := r.replyTo(i), r.firstAnswer(i)
	if mechanism == masked && first.Way == journal.S {
		r.note("The mechanism isn't on record; this is one of those that were offered.")
		mechanism = r.lastOffered(i)
	}
	l := &loginTold{mechanism: mechanism, responses: madeUp(mechanism, r.loginName(i)), name: r.nameIn(i)}
	malformed := isMalformed(first)
	switch {
	case malformed && mechanism == masked && !there && first.Code != 0: // there was none
		mechanism = ""
	case !malformed && there:
		r.note("A made-up secret stands in the place of the client's.")
		later := challenges(first) && !asksPassword(strings.Join(first.Lines, " "))
		if secret = l.next(i); later || secret == "" {
			l.given, secret = 0, "="
		}
	}
	if l.line = strings.TrimSpace("AUTH " + mechanism); there {
		l.line += " " + secret
	}
	r.login = l
	r.says(e.Way, r.asItWas(e, l.line, reply)...)
}

// next is the response in the command in a place.
func (l *loginTold) next(i int) string {
	if i < l.name {
		return ""
	}
	l.given++
	if l.mechanism == "LOGIN" && asksPassword(l.challenge) {
		return l.responses[1]
	}
	return l.responses[min(l.given, len(l.responses))-1]
}

// respond tells a line behind the first.
func (r *retelling) respond(i int, e *journal.Event) {
	l := r.login
	l.asked = false
	switch {
	case e.Verb == "*":
		r.says(e.Way, saying(e.Way, "*"))
	case e.Way == journal.CP && r.isRefused(i):
		r.note("The client's answer was none; this one isn't either.")
		r.says(journal.CP, octets(journal.CP, masked+"\n\r\n", 1))
	default:
		r.note("A made-up answer stands in the place of the client's.")
		r.says(e.Way, saying(e.Way, l.next(i)))
	}
}
