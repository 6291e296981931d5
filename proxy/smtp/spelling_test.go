package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// What a filter words is ASCII but in a transaction with SMTPUTF8, and on record as the client has heard it.
func TestSpelling(t *testing.T) {
	no := func() filters.Verdict { return filters.Refuse("5.7.1", "nö 日本") }
	worded := filtered(filters.Entry{Label: "wordy", Filter: &filters.Filter{
		Sender: func(_ *filters.Session, p *filters.Path) filters.Verdict {
			if p.Local() == "no" {
				return no()
			}
			return filters.Pass()
		},
		Recipient: func(*filters.Session, *filters.Path) filters.Verdict { return no() },
		Reply: func(_ *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			if c.Verb == "NOOP" {
				r.Lines = []string{"schön"}
			}
			return filters.Pass()
		},
	}})
	for line, want := range map[string]string{
		"MAIL FROM:<no@b.example>": "550 5.7.1 n? ??", "MAIL FROM:<no@b.example> SMTPUTF8": "550 5.7.1 nö 日本", "NOOP": "250 2.0.0 sch?n",
	} {
		g := newGate(t, newRecorder(t, everything).Address(), worded)
		c := g.enter(t)
		c.Say("RSET", line)
		c.Hears("250", want+"\r\n")
		c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<u@d.example>")
		c.Hears("250", "550 5.7.1 n? ??\r\n")
		c.Close()
		g.End()
		replies := g.Of(journal.Reply)
		if last := replies[len(replies)-1]; last.Lines[0] != "n? ??" {
			t.Errorf("on record is %q", last.Lines)
		}
	}
}
