package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// madeUpDigest is one that APOP can have (RFC 1939, section 7).
const madeUpDigest = "00000000000000000000000000000000"

// hasSecret tells whether a command is a login of POP3 with its secret on the same line. With USER that is a PASS behind the name.
func hasSecret(e *journal.Event) bool {
	switch e.Verb {
	case "PASS", "APOP":
		return strings.HasSuffix(e.Arg, masked)
	case "USER":
		return strings.HasSuffix(e.Arg, " "+masked)
	}
	return false
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
	switch e.Verb {
	case "APOP":
		secret = madeUpDigest
	case "USER":
		secret = "PASS " + madeUpPassword
	}
	return strings.TrimSuffix(wording(e), masked) + secret
}
