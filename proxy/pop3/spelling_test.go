package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// What a filter words is ASCII before UTF8 is in force, and on record as the client has heard it.
func TestSpelling(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), filtered(filters.Entry{Label: "wordy", Filter: &filters.Filter{
		Login: func(*filters.Session, *filters.Login) filters.Verdict { return filters.Refuse("", "nö 日本") },
	}}))
	c := dial(t, g.Listener)
	c.Hears("+OK")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "-ERR [AUTH] n? ??\r\n")
	c.ask("UTF8", "+OK")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "-ERR [AUTH] nö 日本\r\n")
	c.Close()
	g.End()
	for i, want := range []string{"n? ??", "nö 日本"} {
		if e := g.Of(journal.Login); len(e) != 2 || e[i].Lines[0] != want {
			t.Errorf("on record is %+v", e)
		}
	}
}
