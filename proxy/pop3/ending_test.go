package pop3_test

import (
	"io"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// The record doesn't blame a filter for what the server did, or didn't.
func TestWhoTurnedTheClientAway(t *testing.T) {
	unwilling := newRecorder(t, everything, func(r *recorder) {
		r.Faults["greeting"] = func(p *sessiontest.Peer) bool {
			io.WriteString(p, "-ERR not you\r\n")
			return false
		}
	})
	for address, want := range map[string]string{
		sessiontest.FreeAddress(t): "no server can be reached",
		unwilling.Address():        "the server turns the client away",
	} {
		g := newGate(t, address)
		c := dial(t, g.Listener)
		c.Hears("-ERR")
		c.HearsEnd()
		g.End()
		if got := g.Of(journal.Close); len(got) != 1 || got[0].Value != want {
			t.Errorf("have %v, want %q", got, want)
		}
	}
}
