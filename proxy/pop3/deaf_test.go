package pop3_test

import (
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// deaf is a gate by a clock whose client's connection takes little before writes have to wait.
type deaf struct {
	*gate
	r     *recorder
	clock *proxytest.Clock
	waits chan struct{} // closed when one does
}

func newDeaf(t *testing.T, guard setup, mail ...string) *deaf {
	d := &deaf{clock: proxytest.NewClock(), waits: make(chan struct{})}
	d.r = newRecorder(t, everything, func(r *recorder) {
		if mail != nil {
			r.mail = mail
		}
	})
	d.gate = newGate(t, d.r.Address(), guard, func(g *gate) {
		g.Clock, g.Upstream = d.clock, sessiontest.PatientlyBehind(d.r.Address(), nil) // while it is waited for no time passes
		g.Wrap = sessiontest.Cram(d.clock.Conn, sync.OnceFunc(func() { close(d.waits) }))
	})
	return d
}

// givenUp wants the session to end because of the client, without QUIT at the upstream.
func (d *deaf) givenUp(t *testing.T) {
	t.Helper()
	d.End()
	if end := d.Of(journal.Close)[0].Value; !strings.HasPrefix(end, "the client doesn't read") {
		t.Errorf("the session ended with %q", end)
	}
	for _, p := range d.r.All() {
		if p.over {
			t.Error("the upstream heard QUIT")
		}
	}
}

// large is a message that doesn't fit into connections.
var large = "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("x", 998)+"\r\n", 8_000)

// A client that asks for much and reads nothing is given up after the time of a command. What it has said behind is not done.
func TestClientThatNeverReads(t *testing.T) {
	for name, guard := range guards {
		for says, text := range map[string]string{"a message": "RETR 1\r\nDELE 1\r\nQUIT\r\n", "commands": strings.Repeat("LIST\r\nXYZZY\r\nNOOP\r\n", 15_000) + "DELE 1\r\nQUIT\r\n"} {
			t.Run(name+", "+says, func(t *testing.T) {
				d := newDeaf(t, guard.set, large)
				d.Errors = 1 << 30
				c := d.enter(t)
				c.SetReadBuffer(4 << 10)
				c.SetWriteBuffer(1 << 20)
				c.Raw(text)
				sessiontest.Await(t, d.waits)
				d.clock.Patience = time.Second
				for tries := 0; len(d.Of(journal.Close)) == 0; tries++ {
					if err := d.clock.Advance(time.Minute); err != nil && tries > 30 { // a session that is just ending doesn't rest
						t.Fatal("the client isn't given up: ", err)
					}
				}
				d.givenUp(t)
			})
		}
	}
}

// A client that takes its message in drips, each just in time, has the time of a session for it.
func TestClientThatDrips(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			d := newDeaf(t, guard.set, large)
			c := d.enter(t)
			c.SetReadBuffer(256 << 10) // less than a segment of the loopback would make each drip wait for the kernel
			c.Say("RETR 1", "DELE 1", "QUIT")
			sessiontest.Await(t, d.waits)
			drip := make([]byte, 384<<10) // more than there is room for, so that each write comes to its end
			for d.clock.Now().Sub(proxytest.Epoch) < 2*time.Hour {
				if _, err := io.ReadFull(c.R, drip); err != nil {
					t.Fatal(err)
				}
				if err := d.clock.Advance(9 * time.Minute); err != nil {
					t.Fatal(err)
				}
			}
			io.Copy(io.Discard, c) // who is served still gets the rest
			d.givenUp(t)
		})
	}
}
