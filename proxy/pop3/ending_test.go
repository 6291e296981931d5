package pop3_test

import (
	"io"
	"net"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// The record doesn't blame a filter for what the server did, or didn't.
func TestWhoTurnedTheClientAway(t *testing.T) {
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody.Close()
	unwilling := newRecorder(t, everything, func(r *recorder) {
		r.faults["greeting"] = func(p *peer) bool {
			io.WriteString(p, "-ERR not you\r\n")
			return false
		}
	})
	for address, want := range map[string]string{
		nobody.Addr().String(): "no server can be reached",
		unwilling.address():    "the server turns the client away",
	} {
		g := newGate(t, address)
		c := dial(t, g.listener)
		c.hears("-ERR")
		c.hearsEnd()
		g.listener.Close()
		g.sessions.Wait()
		if got := g.log.of(journal.Close); len(got) != 1 || got[0].Value != want {
			t.Errorf("have %v, want %q", got, want)
		}
	}
}
