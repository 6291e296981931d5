package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// A client that talks before it was greeted is found out, whether it is served or not. One that waits is not.
func TestHastyClient(t *testing.T) {
	for name, test := range map[string]struct {
		refuse, hasty bool
		hears         []string
		findings, up  int
	}{
		"allowed":                {false, true, []string{"220", "250", "221"}, 1, 2},
		"refused":                {true, true, []string{"554 5.5.1", "503 5.5.1", "221"}, 1, 0},
		"patient":                {false, false, []string{"220", "250", "221"}, 0, 2},
		"patient, where refused": {true, false, []string{"220", "250", "221"}, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			said := make(chan struct{})
			r := newRecorder(t, everything, func(r *recorder) { r.Faults["greeting"] = sessiontest.Holds(said) })
			g := newGate(t, r.Address(), func(g *gate) { g.RefusePregreet = test.refuse })
			c := dial(t, g.Listener)
			sessiontest.Await(t, r.Struck)
			wants := test.hears
			if test.hasty {
				c.Say("EHLO client.example", "QUIT")
				close(said)
			} else {
				close(said)
				c.Hears(wants[0])
				wants = wants[1:]
				c.Say("EHLO client.example", "QUIT")
			}
			c.Hears(wants...)
			g.End()
			if found := g.Of(journal.Finding); len(found) != test.findings {
				t.Errorf("found are %v", found)
			}
			if heard := r.All()[0].Commands; len(heard) != test.up {
				t.Errorf("the upstream heard %q", heard)
			}
		})
	}
}
