package pop3_test

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// withholding refuses bad messages.
func withholding(s *filters.Session, m *filters.Message) filters.Verdict {
	if strings.HasPrefix(m.Header.Get("Subject"), "bad") {
		return filters.Refuse("5.7.1", "not for you")
	}
	return filters.Pass()
}

// guards are what stands between the client and its mail, each with whether it withholds the third message.
var guards = map[string]struct {
	set       setup
	withholds bool
}{
	"streamed": {func(*gate) {}, false},
	"read":     {filtered(sessiontest.Reader()), false},
	"header":   {filtered(filters.Entry{Label: "w", Filter: &filters.Filter{Header: withholding}}), true},
	"message":  {filtered(filters.Entry{Label: "w", Filter: &filters.Filter{Message: withholding}}), true},
	"with errors": {func(g *gate) {
		filtered(filters.Entry{Label: "w", Filter: &filters.Filter{Message: withholding}})(g)
		g.Error = true
	}, true},
}

// ends are what an upstream does last.
var ends = map[string]doom{
	"closes": {fault: sessiontest.Closes}, "resets": {fault: sessiontest.Resets},
	"talks garbage": {words: "what?\r\n\r\n", fault: sessiontest.Closes}, "says farewell": {words: "-ERR [SYS/TEMP] going down\r\n", fault: sessiontest.Closes},
}

// Whatever octet is the last of an upstream, and whatever way it ends.
func TestUpstreamDiesAnywhere(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything)
			g := newGate(t, r.Address(), guard.set, quietly)
			whole := trial{TB: t, withholds: guard.withholds}
			whole.run(g.Listener.Addr())
			p := r.All()[0]
			if whole.judge([]*peer{p}); !p.over {
				t.Fatalf("the errand wasn't done: %q", whole.heard)
			}
			random := rapid.SampledFrom(slices.Sorted(maps.Keys(ends)))
			for octets := range p.said {
				end := random.Example(octets)
				d := ends[end]
				d.octets = octets
				r.is(&d)
				c := trial{TB: t, withholds: guard.withholds}
				c.run(g.Listener.Addr())
				if c.judge(r.All()); t.Failed() {
					t.Fatalf("the upstream %s behind %d octets: the client hears %q", end, octets, c.heard)
				}
				drained(r)
			}
		})
	}
}

// drained forgets that faults have happened.
func drained(r *recorder) {
	for len(r.Struck) > 0 {
		<-r.Struck
	}
}

// Whatever octet is the last of a client, and whatever way it ends: without its QUIT nothing is deleted.
func TestClientDiesAnywhere(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything)
			g := newGate(t, r.Address(), guard.set, quietly)
			all := strings.Join(slices.Concat(errand...), "")
			for octets := range len(all) + 1 {
				for _, way := range []string{"closes", "half-closes", "resets"} {
					c := trial{TB: t, withholds: guard.withholds, said: all[:octets], gone: way != "half-closes"}
					c.die(g, way)
					if c.judge(r.All()); t.Failed() {
						t.Fatalf("the client %s behind %d octets, and hears %q", way, octets, c.heard)
					}
				}
			}
		})
	}
}

// die says what is to be said, after the greeting, and is gone.
func (c *trial) die(g *gate, way string) {
	cl := dial(c, g.Listener)
	defer cl.Close()
	cl.Hears("+OK")
	cl.Raw(c.said)
	switch way {
	case "half-closes":
		cl.CloseWrite()
		rest, err := io.ReadAll(cl.R)
		if err != nil {
			c.Errorf("no end: %v", err)
		}
		c.heard = theGreeting + string(rest)
	case "resets":
		cl.SetLinger(0)
	}
}

// A message that was refused is not deleted, by whatever number and in whatever group it is named.
func TestWithheldIsKept(t *testing.T) {
	refusing := filters.Entry{Label: "no", Filter: &filters.Filter{Command: func(_ *filters.Session, c *filters.Command) filters.Verdict {
		if (c.Verb == "RETR" || c.Verb == "TOP") && c.Arg[0] == '3' {
			return filters.Refuse("5.7.1", "not that one")
		}
		return filters.Pass()
	}}}
	deferring := filters.Entry{Label: "later", Filter: &filters.Filter{Message: func(_ *filters.Session, m *filters.Message) filters.Verdict {
		return filters.Defer("4.7.1", "later")
	}}}
	guards := map[string]setup{"command": filtered(refusing), "deferred": filtered(deferring)}
	for name, entry := range guards {
		for _, get := range []string{"RETR 3", "TOP 3 0"} {
			t.Run(fmt.Sprint(name, " ", get), func(t *testing.T) {
				r := newRecorder(t, everything)
				c := newGate(t, r.Address(), entry).enter(t)
				c.Say(get, "DELE 3", "DELE 03", "RSET", "DELE 0000000003", "DELE 4294967299")
				c.Hears("-ERR", "-ERR [SYS/PERM]", "-ERR want the number", "+OK", "-ERR want the number", "-ERR want the number")
				c.ask("QUIT", "+OK")
				if p := r.All()[0]; len(p.deleted) > 0 || len(p.marks) > 0 {
					t.Errorf("the upstream has deleted %v: %q", p.deleted, p.Commands)
				}
			})
		}
	}
}

// QUIT waits until the client has been told all that came before it.
func TestQuitIsTheLastToGoUp(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			heard := make(chan struct{})
			r := newRecorder(t, everything, func(r *recorder) {
				r.Faults["QUIT"] = func(*sessiontest.Peer) bool { <-heard; return true }
			})
			c := newGate(t, r.Address(), guard.set).enter(t)
			c.Say("RETR 1", "STAT", "DELE 1", "LIST", "QUIT")
			for _, line := range []string{"RETR 1", "STAT", "DELE 1", "LIST"} {
				if got, err := c.reply(line); err != nil || !isOK(got) {
					t.Errorf("%s: heard %q, %v", line, got, err)
				}
			}
			close(heard)
			c.Hears("+OK")
		})
	}
}
