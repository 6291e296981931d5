package journal

import (
	"fmt"
	"slices"
	"strings"
)

// Cancelled is the Value of a Login event whose client has cancelled the exchange (RFC 4954, section 4), and so has tried no password.
const Cancelled = "cancelled"

// KeptOut is the Value of a Login event that a filter has refused: the server wasn't asked.
const KeptOut = "refused"

// failed tells whether a Login event is one of a client that hasn't got in.
func (e *Event) failed() bool { return e.Kind == Login && e.Code/100 != 2 && e.Status != "+OK" }

// isTemporary tells whether a reply says that a refusal is no fault of the client's: 4yz in SMTP, in POP3 by its response code (RFC 2449,
// section 8.1; RFC 3206, section 4).
func (e *Event) isTemporary() bool {
	codes := []string{"SYS/TEMP", "IN-USE", "LOGIN-DELAY"}
	return e.Code/100 == 4 || slices.Contains(codes, strings.ToUpper(e.Enhanced))
}

// replyText is the reply that an event tells of, without its code or status.
func (e *Event) replyText() string {
	enhanced := e.Enhanced
	if e.Status != "" && enhanced != "" {
		enhanced = "[" + enhanced + "]"
	}
	return strings.TrimSpace(enhanced + " " + strings.Join(e.Lines, " / "))
}

// verdictOnLogin is what a Login event says of a client that hasn't got in.
func (e *Event) verdictOnLogin() string {
	switch {
	case e.Value == Cancelled:
		return "login cancelled"
	case e.Value == KeptOut:
		return "login refused"
	case e.isTemporary():
		return "login deferred"
	}
	return "login failed"
}

// failures are the logins of a session that have failed since one was agreed to.
type failures struct {
	first string
	count int
}

func (f *failures) take(e *Event) {
	switch {
	case !e.failed():
		*f = failures{}
	case f.count > 0:
		f.count++
	default:
		*f = failures{e.failure(), 1}
	}
}

// failure says in words who hasn't got in, and by whose word.
func (e *Event) failure() string {
	words := e.verdictOnLogin()
	if e.Arg != "" {
		words += fmt.Sprintf(" as %q", e.Arg)
	}
	if e.By != "" { // journals have it since they have the reply
		words += ", by " + e.By
	}
	return words
}

// told is the first, and how many more there are.
func (f *failures) told() string {
	if f.count > 1 {
		return fmt.Sprintf("%s; and %d more", f.first, f.count-1)
	}
	return f.first
}
