package pop3_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// stoppable hands the sessions of a gate to the test, and lets them wait for the upstream for longer than the test does.
func stoppable(address string) (setup, <-chan *pop3.Session) {
	sessions := make(chan *pop3.Session, 1)
	return func(g *gate) {
		g.Timeouts = pop3.Timeouts{Command: sessiontest.Hour, Session: 2 * sessiontest.Hour}
		g.Upstream = sessiontest.PatientlyBehind(address, nil)
		g.serve = func(s *pop3.Session) {
			sessions <- s
			s.Serve()
		}
	}, sessions
}

const closing = "-ERR [SYS/TEMP] closing down"

// An abort doesn't wait for an upstream that says nothing. Who has heard the beginning of a message hears no more.
func TestAbortWhileTheUpstreamIsSilent(t *testing.T) {
	for _, phase := range []string{"greeting", "CAPA", "USER", "PASS", "AUTH", "LIST", "LIST lines", "TOP", "RETR", "RETR lines", "DELE"} {
		for name, guard := range guards {
			t.Run(phase+", "+name, func(t *testing.T) {
				r := newRecorder(t, everything, func(r *recorder) { r.Faults[phase] = sessiontest.Silent })
				patient, sessions := stoppable(r.Address())
				c := dial(t, newGate(t, r.Address(), guard.set, patient).Listener)
				go func() {
					sessiontest.Await(t, r.Struck)
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
				for _, p := range r.All() {
					if p.over {
						t.Errorf("the upstream heard %q", p.Commands)
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
			r := newRecorder(t, everything, func(r *recorder) { r.Faults["RETR lines"] = sessiontest.Silent })
			patient, sessions := stoppable(r.Address())
			g := newGate(t, r.Address(), guard.set, patient)
			g.enter(t).Say("RETR 1")
			sessiontest.Await(t, r.Struck)
			(<-sessions).Stop(conversation.Abort)
			g.End()
			for _, e := range g.Of(journal.Upstream) {
				if e.Value == "lost" && e.Err.Error() != "shutdown" {
					t.Errorf("the upstream was lost because of %v", e.Err)
				}
			}
			if end := g.Of(journal.Close); len(end) != 1 || end[0].Value != "shutdown" {
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
				r.Faults["QUIT"] = sessiontest.Holds(stopped)
			})
			patient, sessions := stoppable(r.Address())
			c := newGate(t, r.Address(), patient).enter(t)
			goOn := sync.OnceFunc(func() { close(stopped) })
			t.Cleanup(goOn)
			c.Say("DELE 1", "QUIT")
			c.Hears("+OK")
			sessiontest.Await(t, r.Struck)
			(<-sessions).Stop(how)
			goOn()
			c.Hears("+OK")
			c.HearsEnd()
			if p := r.All()[0]; !slices.Equal(p.deleted, []int{1}) {
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
				patient, sessions := stoppable(r.Address())
				c := newGate(t, r.Address(), patient).enter(t)
				if marked {
					c.ask("DELE 1", "+OK")
				}
				(<-sessions).Stop(how)
				if marked {
					c.ask("RETR 2", "+OK")
					c.ask("QUIT", "+OK")
				} else {
					io.WriteString(c, "STAT\r\n") // who leaves doesn't wait for it
					c.Hears(closing)
				}
				c.HearsEnd()
				if p := r.All()[0]; p.over != marked || slices.Contains(p.Commands, "STAT") {
					t.Errorf("the upstream heard %q", p.Commands)
				}
			})
		}
	}
}

// Who is retired may still say goodbye.
func TestRetiredQuit(t *testing.T) {
	r := newRecorder(t, everything)
	patient, sessions := stoppable(r.Address())
	c := newGate(t, r.Address(), patient).enter(t)
	(<-sessions).Stop(conversation.Retire)
	c.ask("QUIT", "+OK")
	c.HearsEnd()
}

// Whoever is to leave doesn't wait for a greeting, nor for the end of a filter's delay.
func TestLeaveWhileWaiting(t *testing.T) {
	delays := make(chan struct{}, 1)
	slow := filters.Entry{Label: "slow", Filter: &filters.Filter{Connect: func(*filters.Session) filters.Verdict {
		delays <- struct{}{}
		return filters.Pass().After(30 * time.Second)
	}}}
	r := newRecorder(t, everything, func(r *recorder) { r.Faults["greeting"] = sessiontest.Silent })
	for name, test := range map[string]struct {
		set   setup
		begun <-chan struct{}
	}{"greeting": {func(*gate) {}, r.Struck}, "delay": {filtered(slow), delays}} {
		t.Run(name, func(t *testing.T) {
			patient, sessions := stoppable(r.Address())
			c := dial(t, newGate(t, r.Address(), patient, test.set).Listener)
			sessiontest.Await(t, test.begun)
			(<-sessions).Stop(conversation.Leave)
			c.Hears(closing)
			c.HearsEnd()
		})
	}
}

// An abort doesn't wait for a client that asks for much and reads nothing.
func TestAbortWhileTheClientDoesNotRead(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything, func(r *recorder) { r.mail = []string{"Subject: x\r\n\r\n" + strings.Repeat("xxxxxx\r\n", 1<<19)} })
			writing := make(chan struct{})
			waits := sync.OnceFunc(func() { close(writing) })
			patient, sessions := stoppable(r.Address())
			g := newGate(t, r.Address(), guard.set, patient, func(g *gate) {
				g.Wrap = sessiontest.Cram(nil, waits)
			})
			c := g.enter(t)
			c.SetReadBuffer(4 << 10)
			c.Say("RETR 1", "QUIT")
			sessiontest.Await(t, writing)
			(<-sessions).Stop(conversation.Abort)
			g.End()
			if p := r.All()[0]; p.over {
				t.Errorf("the upstream heard %q", p.Commands)
			}
		})
	}
}

// A session that panics gives back what it has, its filters hear that it is over, and nothing is deleted.
func TestPanic(t *testing.T) {
	r := newRecorder(t, everything)
	closed := make(chan struct{}, 1)
	entry := sessiontest.Reader()
	entry.Filter.Close = func(*filters.Session) { closed <- struct{}{} }
	panics := make(chan any, 1)
	g := newGate(t, r.Address(), filtered(entry), func(g *gate) {
		g.Stream.Sinks = append(g.Stream.Sinks, sessiontest.Tripwire("NOOP"))
		g.serve = func(s *pop3.Session) {
			defer func() { panics <- recover() }()
			s.Serve()
		}
	})
	c := g.enter(t)
	c.ask("DELE 1", "+OK")
	c.Say("NOOP", "QUIT")
	c.HearsEnd()
	if p := <-panics; fmt.Sprint(p) != "tripped" {
		t.Errorf("the session ended with %v", p)
	}
	sessiontest.Await(t, closed)
	if p := r.All()[0]; p.over {
		t.Errorf("the upstream heard %q", p.Commands)
	}
}
