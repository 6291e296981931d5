package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// madeUpDigest is one that APOP can have (RFC 1939, section 7).
const madeUpDigest = "00000000000000000000000000000000"

// hasSecret tells whether a command is a login of POP3 with its secret on the same line.
func hasSecret(e *journal.Event) bool {
	return (e.Verb == "PASS" || e.Verb == "APOP") && strings.HasSuffix(e.Arg, masked)
}

// secret tells such a login. One that the gate has refused for how it was written has a secret that isn't one either.
func (r *retelling) secret(i int, e *journal.Event) {
	reply, text := r.replyTo(i), wording(e)
	if !isMalformed(reply) {
		r.note("A made-up secret stands in the place of the client's.")
		text = withSecret(e)
	}
	r.says(e.Way, r.asItWas(e, text, reply)...)
}

// withSecret is such a login with a made-up secret.
func withSecret(e *journal.Event) string {
	secret := madeUpPassword
	if e.Verb == "APOP" {
		secret = madeUpDigest
	}
	return strings.TrimSuffix(wording(e), masked) + secret
}
