package journal

import (
	"fmt"
	"strings"
)

// Words says in a line what has happened, as the live view does, but how long it took. "" for what the dialogue shows anyway.
func (e *Event) Words() string {
	timeless := *e
	timeless.Took = 0
	if ls := lines(&timeless); len(ls) > 0 {
		return ls[0].text
	}
	return ""
}

// IsIdle tells whether a Verdict event is one of a hook Reply that lets it go, at once: there is one before every reply, and what the hook
// has found or changed are events of their own.
func (e *Event) IsIdle() bool {
	return e.Kind == Verdict && e.Hook == "Reply" && e.Err == nil && e.Verdict == "pass"
}

// Passes tells whether a Verdict event is no objection: its filter has not failed, and has answered Pass or Accept.
func (e *Event) Passes() bool {
	kind, _, _ := strings.Cut(e.Verdict, " ")
	return e.Err == nil && (kind == "pass" || kind == "accept")
}

// Envelope names the sender and the recipients in a line: of these the first, those that were not accepted with their code and who gave it. Mail
// that was refused at MAIL has a sender alone.
func (s *Summary) Envelope() string {
	to := recipients(s)
	if len(to) == 0 && s.Outcome != Abandoned {
		return s.Sender
	}
	return s.Sender + " to " + join(to)
}

// Words says in a line who has fetched how much, what is gone from the maildrop, and how that ended.
func (r *Errand) Words() string {
	text := fmt.Sprintf("%s: %d fetched (%d octets on the wire)", r.User, r.Fetched, r.Octets)
	if r.Peeked > 0 {
		text += fmt.Sprintf(", %d peeked at", r.Peeked)
	}
	if r.Withheld > 0 {
		text += fmt.Sprintf(", %d withheld", r.Withheld)
	}
	return text + fmt.Sprintf(", %d deleted; %s", r.Deleted, r.By)
}
