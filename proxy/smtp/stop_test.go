package smtp_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// stoppable hands the sessions of a gate to the test, and lets them wait for the upstream for longer than the test does.
func stoppable(address string, dial upstream.DialFunc) (setup, <-chan *smtp.Session) {
	sessions := make(chan *smtp.Session, 1)
	return func(g *gate) {
		g.Timeouts = smtp.Timeouts{Command: sessiontest.Hour, Data: sessiontest.Hour, EndData: sessiontest.Hour, Session: 2 * sessiontest.Hour}
		g.Upstream = sessiontest.PatientlyBehind(address, dial)
		g.serve = func(s *smtp.Session) {
			sessions <- s
			s.Serve()
		}
	}, sessions
}

// hearsOut wants the last reply before the end, and no consent to content before it.
func (c *client) hearsOut(want string) {
	c.t.Helper()
	last := ""
	for {
		reply, err := c.reply()
		if err != nil {
			break
		}
		if strings.HasPrefix(last, "354") && reply[0] == '2' {
			c.t.Errorf("heard %q for content that didn't go up", reply)
		}
		last = reply
	}
	if !strings.HasPrefix(last, want) {
		c.t.Errorf("heard %q last; want %q", last, want)
	}
}

// An abort doesn't wait for an upstream that says nothing.
func TestAbortWhileTheUpstreamIsSilent(t *testing.T) {
	for _, test := range []struct{ phase, says string }{
		{"greeting", ""},
		{"EHLO", "EHLO client.example\r\n"},
		{"MAIL", envelope}, {"RCPT", envelope},
		{"DATA", envelope + "DATA\r\nSubject: x\r\n\r\nx\r\n.\r\n"},
		{"BDAT", envelope + "BDAT 3\r\nx\r\n"},
		{"RSET", envelope + "RSET\r\n"},
		{"AUTH", "EHLO client.example\r\nAUTH PLAIN AG1lAGdvb2Q=\r\n"},
	} {
		for name, filter := range map[string]setup{"": filtered(), ", held": filtered(sessiontest.Reader())} {
			if test.phase == "BDAT" && name != "" {
				continue // it doesn't go up
			}
			t.Run(test.phase+name, func(t *testing.T) {
				r := newRecorder(t, everything, func(r *recorder) { r.Faults[test.phase] = sessiontest.Silent })
				patient, sessions := stoppable(r.Address(), nil)
				c := dial(t, newGate(t, r.Address(), filter, patient).Listener)
				c.Raw(test.says)
				sessiontest.Await(t, r.Struck)
				(<-sessions).Stop(conversation.Abort)
				c.hearsOut("421 4.3.2")
			})
		}
	}
}

// An abort doesn't wait for an upstream that doesn't read; the message is not complete for it.
func TestAbortWhileTheUpstreamDoesNotRead(t *testing.T) {
	for name, filter := range map[string]setup{"streamed": filtered(), "held": filtered(sessiontest.Reader())} {
		t.Run(name, func(t *testing.T) {
			over := make(chan struct{})
			r := newRecorder(t, everything, func(r *recorder) {
				r.Faults["body"] = sessiontest.Holds(over)
			})
			patient, sessions := stoppable(r.Address(), nil)
			c := dial(t, newGate(t, r.Address(), filter, patient).Listener)
			written := make(chan struct{})
			go func() {
				defer close(written)
				io.WriteString(c, envelope+"DATA\r\nSubject: x\r\n\r\n"+strings.Repeat(strings.Repeat("x", 998)+"\r\n", 30_000)+".\r\n") // ends with the session
			}()
			sessiontest.Await(t, r.Struck)
			(<-sessions).Stop(conversation.Abort)
			for err := error(nil); err == nil; { // where content is under way the end may overtake the 421
				_, err = c.reply()
			}
			<-written
			close(over)
			for _, p := range r.All() {
				if len(p.stored) > 0 {
					t.Error("the upstream has the message")
				}
			}
		})
	}
}

// An abort doesn't wait for a client that says much and reads nothing.
func TestAbortWhileTheClientDoesNotRead(t *testing.T) {
	r := newRecorder(t, everything)
	writing, ended := make(chan struct{}), make(chan struct{})
	waits := sync.OnceFunc(func() { close(writing) })
	patient, sessions := stoppable(r.Address(), nil)
	c := dial(t, newGate(t, r.Address(), patient, func(g *gate) {
		serve := g.serve
		g.serve = func(s *smtp.Session) { defer close(ended); serve(s) }
		g.Wrap = sessiontest.Cram(nil, waits)
	}).Listener)
	c.SetReadBuffer(4 << 10)
	written := make(chan struct{})
	go func() {
		defer close(written)
		for err := error(nil); err == nil; { // ends with the session
			_, err = io.WriteString(c, strings.Repeat("VRFY postmaster\r\n", 1000))
		}
	}()
	sessiontest.Await(t, writing)
	(<-sessions).Stop(conversation.Abort)
	sessiontest.Await(t, ended)
	<-written
}

// An end of content that has gone up has its answer awaited, and the client hears it.
func TestAbortBehindTheEndOfContent(t *testing.T) {
	data, bdat := []string{"DATA\r\n", "Subject: x\r\n\r\nx\r\n.\r\n"}, []string{"BDAT 3\r\nx\r\n", "BDAT 3 LAST\r\ny\r\n"}
	for name, test := range map[string]struct {
		says   []string // the end of content is in the second
		filter setup
		offers []string
	}{
		"DATA":             {data, filtered(), everything},
		"DATA, held":       {data, filtered(sessiontest.Reader()), everything},
		"BDAT":             {bdat, filtered(), everything},
		"BDAT, empty":      {[]string{bdat[0], "BDAT 0 LAST\r\n"}, filtered(), everything},
		"BDAT, held":       {bdat, filtered(sessiontest.Reader()), everything},
		"BDAT, up by DATA": {bdat, filtered(), without("CHUNKING", "BINARYMIME")},
	} {
		t.Run(name, func(t *testing.T) {
			stopped := make(chan struct{})
			r := newRecorder(t, test.offers, func(r *recorder) {
				r.Faults["."] = sessiontest.Holds(stopped)
			})
			patient, sessions := stoppable(r.Address(), nil)
			c := newGate(t, r.Address(), test.filter, patient).enter(t)
			goOn := sync.OnceFunc(func() { close(stopped) })
			t.Cleanup(goOn)
			c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>")
			c.Hears("250", "250")
			c.Raw(test.says[0])
			c.Hears("")
			c.Raw(test.says[1])
			sessiontest.Await(t, r.Struck)
			(<-sessions).Stop(conversation.Abort)
			goOn()
			c.Hears("250 2.0.0 stored", "421 4.3.2")
			c.HearsEnd()
			if n := len(r.All()[0].stored); n != 1 {
				t.Errorf("the upstream has %d messages", n)
			}
		})
	}
}

// Whoever is to leave doesn't wait for a connection, or for a greeting.
func TestLeaveWhileConnecting(t *testing.T) {
	for name, own := range map[string]bool{"greeting": false, "own greeting": true} {
		for _, phase := range []string{"dial", "greeting"} {
			t.Run(name+", "+phase, func(t *testing.T) {
				r := newRecorder(t, everything, func(r *recorder) { r.Faults["greeting"] = sessiontest.Silent })
				var hang upstream.DialFunc
				if phase == "dial" {
					hang = func(ctx context.Context, _, _ string) (net.Conn, error) {
						r.Struck <- struct{}{}
						<-ctx.Done()
						return nil, ctx.Err()
					}
				}
				patient, sessions := stoppable(r.Address(), hang)
				g := newGate(t, r.Address(), patient, func(g *gate) { g.OwnGreeting = own })
				c := dial(t, g.Listener)
				c.Raw("EHLO client.example\r\n")
				sessiontest.Await(t, r.Struck)
				(<-sessions).Stop(conversation.Leave)
				c.hearsOut("421 4.3.2 closing down")
			})
		}
	}
}

// A session that panics gives back what it holds, and its filters hear that it is over.
func TestPanic(t *testing.T) {
	r := newRecorder(t, everything)
	closed := make(chan struct{}, 1)
	entry := sessiontest.Reader()
	entry.Filter.Close = func(*filters.Session) { closed <- struct{}{} }
	panics := make(chan any, 1)
	g := newGate(t, r.Address(), filtered(entry), func(g *gate) {
		g.Stream.Sinks = append(g.Stream.Sinks, sessiontest.Tripwire("NOOP"))
		g.serve = func(s *smtp.Session) {
			defer func() { panics <- recover() }()
			s.Serve()
		}
	})
	c := g.enter(t)
	c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>")
	c.Hears("250", "250")
	c.Raw("BDAT 7\r\nhello\r\n")
	c.Hears("250")
	if g.Spool.InUse() == 0 {
		t.Error("nothing is held")
	}
	c.Say("NOOP")
	c.HearsEnd()
	if p := <-panics; fmt.Sprint(p) != "tripped" {
		t.Errorf("the session ended with %v", p)
	}
	sessiontest.Await(t, closed)
	if n := g.Spool.InUse(); n != 0 {
		t.Errorf("%d octets are held", n)
	}
}
