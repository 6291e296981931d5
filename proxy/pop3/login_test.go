package pop3_test

import (
	"errors"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// What a filter refuses is on record as that, by whichever verdict; what it puts off isn't, nor what it fails on.
func TestRefusedLoginOnRecord(t *testing.T) {
	for want, verdicts := range map[string][]filters.Verdict{
		journal.KeptOut: {filters.Refuse("5.7.1", "no"), filters.Hangup("no")},
		"":              {filters.Defer("4.7.1", "later"), filters.Fail(errors.New("oh"))},
	} {
		for _, verdict := range verdicts {
			gate := filters.Entry{Label: "gate", Filter: &filters.Filter{Login: func(*filters.Session, *filters.Login) filters.Verdict { return verdict }}}
			for _, lines := range [][]string{{"USER a", "PASS b"}, {"AUTH PLAIN AGEAYg=="}, {"AUTH LOGIN", "YQ=="}} {
				g := newGate(t, newRecorder(t, everything).Address(), filtered(gate))
				c := dial(t, g.Listener)
				c.Hears("+OK")
				for _, line := range lines {
					c.ask(line, "")
				}
				c.Close()
				g.End()
				if e := g.Of(journal.Login); len(e) != 1 || e[0].Value != want || e[0].By != "gate" {
					t.Errorf("%s to %q: on record is %+v", verdict, lines, e)
				}
			}
		}
	}
}
