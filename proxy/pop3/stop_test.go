package pop3_test

import (
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// hour is longer than any test's patience: whoever waits for it fails.
const hour = time.Hour

// stoppable hands the sessions of a gate to the test, and lets them wait for the upstream for longer than the test does.
func stoppable(address string) (setup, <-chan *pop3.Session) {
	sessions := make(chan *pop3.Session, 1)
	return func(g *gate) {
		g.Timeouts = pop3.Timeouts{Command: hour, Session: 2 * hour}
		g.Upstream = upstream.New(upstream.Config{
			Label: "behind", Servers: []string{address}, Connect: hour, Greet: hour, Reply: hour,
		}, nil, nil)
		g.serve = func(s *pop3.Session) {
			sessions <- s
			s.Serve()
		}
	}, sessions
}

// await wants something to happen.
func await(t *testing.T, c <-chan struct{}) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(patience):
		t.Fatal("it doesn't happen")
	}
}

// silent is a fault: nothing is said any more.
var silent = says("")

const closing = "-ERR [SYS/TEMP] closing down"

// An abort doesn't wait for an upstream that says nothing. Who has heard the beginning of a message hears no more.
func TestAbortWhileTheUpstreamIsSilent(t *testing.T) {
	for _, phase := range []string{"greeting", "CAPA", "USER", "PASS", "AUTH", "LIST", "LIST lines", "TOP", "RETR", "RETR lines", "DELE"} {
		for name, guard := range guards {
			t.Run(phase+", "+name, func(t *testing.T) {
				r := newRecorder(t, everything, func(r *recorder) { r.faults[phase] = silent })
				patient, sessions := stoppable(r.address())
				c := dial(t, newGate(t, r.address(), guard.set, patient).listener)
				go func() {
					await(t, r.struck)
					(<-sessions).Stop(conversation.Abort)
				}()
				last, line := "", ""
				for _, line = range append([]string{""}, course...) {
					if line != "" {
						io.WriteString(c, line+"\r\n") // where the gate has closed, the next reply is the end
					}
					reply, err := c.reply(line)
					if last = reply; err != nil || !isOK(reply) {
						break
					}
				}
				cutOff := isOK(last) && followed(line) && !strings.HasSuffix(last, "\r\n.\r\n")
				if !cutOff && !strings.HasPrefix(last, closing) {
					t.Errorf("heard %q last", last)
				}
				for _, p := range r.all() {
					if p.over {
						t.Errorf("the upstream heard %q", p.commands)
					}
				}
			})
		}
	}
}

// Where a message is cut off because the gate stops, the record doesn't blame the server.
func TestAbortIsNoFaultOfTheUpstream(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything, func(r *recorder) { r.faults["RETR lines"] = silent })
			patient, sessions := stoppable(r.address())
			g := newGate(t, r.address(), guard.set, patient)
			g.enter(t).say("RETR 1")
			await(t, r.struck)
			(<-sessions).Stop(conversation.Abort)
			g.listener.Close()
			g.sessions.Wait()
			for _, e := range g.log.of(journal.Upstream) {
				if e.Value == "lost" && e.Err.Error() != "shutdown" {
					t.Errorf("the upstream was lost because of %v", e.Err)
				}
			}
			if end := g.log.of(journal.Close); len(end) != 1 || end[0].Value != "shutdown" {
				t.Errorf("the session ended with %v", end)
			}
		})
	}
}

// A QUIT that has gone up has its answer awaited, and the client hears it, whoever wants to stop.
func TestStopBehindQuit(t *testing.T) {
	for _, how := range []conversation.Stop{conversation.Retire, conversation.Leave, conversation.Abort} {
		t.Run(fmt.Sprint(how), func(t *testing.T) {
			stopped := make(chan struct{})
			r := newRecorder(t, everything, func(r *recorder) {
				r.faults["QUIT"] = func(p *peer) bool {
					p.strike()
					<-stopped
					return true
				}
			})
			patient, sessions := stoppable(r.address())
			c := newGate(t, r.address(), patient).enter(t)
			goOn := sync.OnceFunc(func() { close(stopped) })
			t.Cleanup(goOn)
			c.say("DELE 1", "QUIT")
			c.hears("+OK")
			await(t, r.struck)
			(<-sessions).Stop(how)
			goOn()
			c.hears("+OK")
			c.hearsEnd()
			if p := r.all()[0]; !slices.Equal(p.deleted, []int{1}) {
				t.Errorf("deleted are %v", p.deleted)
			}
		})
	}
}

// Who is to leave, or to retire, may do so when no message is marked; who has marked some may go on to QUIT.
func TestStopBetweenCommands(t *testing.T) {
	for _, how := range []conversation.Stop{conversation.Retire, conversation.Leave} {
		for _, marked := range []bool{false, true} {
			t.Run(fmt.Sprint(how, marked), func(t *testing.T) {
				r := newRecorder(t, everything)
				patient, sessions := stoppable(r.address())
				c := newGate(t, r.address(), patient).enter(t)
				if marked {
					c.ask("DELE 1", "+OK")
				}
				(<-sessions).Stop(how)
				if marked {
					c.ask("RETR 2", "+OK")
					c.ask("QUIT", "+OK")
				} else {
					io.WriteString(c, "STAT\r\n") // who leaves doesn't wait for it
					c.hears(closing)
				}
				c.hearsEnd()
				if p := r.all()[0]; p.over != marked || slices.Contains(p.commands, "STAT") {
					t.Errorf("the upstream heard %q", p.commands)
				}
			})
		}
	}
}

// Who is retired may still say goodbye.
func TestRetiredQuit(t *testing.T) {
	r := newRecorder(t, everything)
	patient, sessions := stoppable(r.address())
	c := newGate(t, r.address(), patient).enter(t)
	(<-sessions).Stop(conversation.Retire)
	c.ask("QUIT", "+OK")
	c.hearsEnd()
}

// Whoever is to leave doesn't wait for a greeting, nor for the end of a filter's delay.
func TestLeaveWhileWaiting(t *testing.T) {
	delays := make(chan struct{}, 1)
	slow := filters.Entry{Label: "slow", Filter: &filters.Filter{Connect: func(*filters.Session) filters.Verdict {
		delays <- struct{}{}
		return filters.Pass().After(30 * time.Second)
	}}}
	r := newRecorder(t, everything, func(r *recorder) { r.faults["greeting"] = silent })
	for name, test := range map[string]struct {
		set   setup
		begun <-chan struct{}
	}{"greeting": {func(*gate) {}, r.struck}, "delay": {filtered(slow), delays}} {
		t.Run(name, func(t *testing.T) {
			patient, sessions := stoppable(r.address())
			c := dial(t, newGate(t, r.address(), patient, test.set).listener)
			await(t, test.begun)
			(<-sessions).Stop(conversation.Leave)
			c.hears(closing)
			c.hearsEnd()
		})
	}
}

// crammed is a connection that tells when a write has to wait: one that doesn't goes to the socket directly.
type crammed struct {
	*net.TCPConn
	waits func()
}

func (c *crammed) Write(p []byte) (int, error) {
	c.waits()
	return c.TCPConn.Write(p)
}

// An abort doesn't wait for a client that asks for much and reads nothing.
func TestAbortWhileTheClientDoesNotRead(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything, func(r *recorder) { r.mail = []string{"Subject: x\r\n\r\n" + strings.Repeat("xxxxxx\r\n", 1<<19)} })
			writing := make(chan struct{})
			waits := sync.OnceFunc(func() { close(writing) })
			patient, sessions := stoppable(r.address())
			g := newGate(t, r.address(), guard.set, patient, func(g *gate) {
				g.wrap = func(c net.Conn) net.Conn {
					c.(*net.TCPConn).SetWriteBuffer(4 << 10)
					return &crammed{c.(*net.TCPConn), waits}
				}
			})
			c := g.enter(t)
			c.SetReadBuffer(4 << 10)
			c.say("RETR 1", "QUIT")
			await(t, writing)
			(<-sessions).Stop(conversation.Abort)
			g.listener.Close()
			g.sessions.Wait()
			if p := r.all()[0]; p.over {
				t.Errorf("the upstream heard %q", p.commands)
			}
		})
	}
}

// tripwire is a sink that panics when it hears of a verb.
type tripwire string

func (w tripwire) Record(e *journal.Event) {
	if e.Kind == journal.Command && e.Verb == string(w) {
		panic("tripped")
	}
}

// A session that panics gives back what it has, its filters hear that it is over, and nothing is deleted.
func TestPanic(t *testing.T) {
	r := newRecorder(t, everything)
	closed := make(chan struct{}, 1)
	entry := reader()
	entry.Filter.Close = func(*filters.Session) { closed <- struct{}{} }
	panics := make(chan any, 1)
	g := newGate(t, r.address(), filtered(entry), func(g *gate) {
		g.Stream.Sinks = append(g.Stream.Sinks, tripwire("NOOP"))
		g.serve = func(s *pop3.Session) {
			defer func() { panics <- recover() }()
			s.Serve()
		}
	})
	c := g.enter(t)
	c.ask("DELE 1", "+OK")
	c.say("NOOP", "QUIT")
	c.hearsEnd()
	if p := <-panics; fmt.Sprint(p) != "tripped" {
		t.Errorf("the session ended with %v", p)
	}
	await(t, closed)
	if p := r.all()[0]; p.over {
		t.Errorf("the upstream heard %q", p.commands)
	}
}
