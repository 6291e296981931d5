package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// A client that talks before it was greeted is found out, and served all the same. One that waits is not.
func TestHastyClient(t *testing.T) {
	for name, findings := range map[string]int{"hasty": 1, "patient": 0} {
		t.Run(name, func(t *testing.T) {
			said := make(chan struct{})
			r := newRecorder(t, everything, func(r *recorder) { r.Faults["greeting"] = sessiontest.Holds(said) })
			g := newGate(t, r.Address())
			c := dial(t, g.Listener)
			sessiontest.Await(t, r.Struck)
			if findings == 0 {
				close(said)
				c.Hears("+OK")
			}
			c.Say("STAT", "QUIT")
			if findings > 0 {
				close(said)
				c.Hears("+OK")
			}
			c.Hears("-ERR", "+OK")
			g.End()
			if found := g.Of(journal.Finding); len(found) != findings {
				t.Errorf("found are %v", found)
			}
		})
	}
}
