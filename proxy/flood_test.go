package proxy

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// flood is what became of many clients that came at once and stay.
type flood struct {
	mu       sync.Mutex
	greeted  map[string]int // by source
	told     map[string]int // by what they heard instead
	greeting string
}

// rush lets so many clients come from each of so many addresses, all at once.
func (f *flood) rush(t *testing.T, g *gate, front string, sources, each int) {
	to := g.Addrs(front)[0]
	var coming sync.WaitGroup
	for n := range sources * each {
		source := fmt.Sprintf("127.0.%d.1", 1+n%sources)
		c := dialFrom(t, to, source)
		coming.Go(func() {
			line, _ := c.in.ReadString('\n') // who hears nothing is one of those who didn't hear why
			f.note(source, strings.TrimSuffix(line, "\r\n"))
		})
	}
	coming.Wait()
}

func (f *flood) note(source, heard string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if strings.HasPrefix(heard, f.greeting) {
		f.greeted[source]++
		return
	}
	f.told[heard]++
}

// all is how many were greeted, and most how many of them from one address.
func (f *flood) all() (all, most int) {
	for _, n := range f.greeted {
		all, most = all+n, max(most, n)
	}
	return all, most
}

// TestFlood: of however many come at once as many are served as may be, in all and of each address, and the others hear why not. None of
// those has a session, and so an upstream connection.
func TestFlood(t *testing.T) {
	for front, words := range map[string]struct{ greeting, tooMany, ofClient string }{
		"inbound": {
			"220 ", "421 4.7.0 too many connections, please try again later",
			"421 4.7.0 too many connections from your address, please close some first",
		},
		"mailbox": {
			"+OK ", "-ERR [SYS/TEMP] too many connections, please try again later",
			"-ERR [SYS/TEMP] too many connections from your address, please close some first",
		},
	} {
		t.Run(front, func(t *testing.T) {
			limits := func(all, each int) *Config {
				cfg := both("mx.example", all)
				for i := range cfg.Fronts {
					cfg.Fronts[i].MaxSessions, cfg.Fronts[i].MaxSessionsPerClient = all, each
				}
				return cfg
			}
			g := started(t, limits(20, 3), Services{})
			f := &flood{greeted: map[string]int{}, told: map[string]int{}, greeting: words.greeting}
			f.rush(t, g, front, 30, 10)
			if all, most := f.all(); all != 20 || most > 3 || g.sessions.count() != 20 {
				t.Errorf("%d are served and have %d sessions, %d of one address; want 20, at most 3 each", all, g.sessions.count(), most)
			}
			if f.told[words.tooMany]+f.told[words.ofClient] != 280 || f.told[words.tooMany] == 0 {
				t.Errorf("the others hear %v", f.told)
			}

			reload(t, g, limits(100, 3)) // and those that are there count
			f.rush(t, g, front, 30, 10)
			if all, most := f.all(); all != 90 || most != 3 || g.sessions.count() != 90 {
				t.Errorf("%d are served behind the reload and have %d sessions, %d of one address; want 90, 3 each", all, g.sessions.count(), most)
			}
			if f.told[words.tooMany]+f.told[words.ofClient] != 510 || f.told[words.ofClient] < 230 {
				t.Errorf("the others hear %v", f.told)
			}

			reload(t, g, limits(90, 1))
			f.rush(t, g, front, 1, 1)
			f.rush(t, g, front, 31, 1)
			if all, _ := f.all(); all != 90 || f.told[words.tooMany]+f.told[words.ofClient] != 542 {
				t.Errorf("%d are served where there is no room, the others hear %v", all, f.told)
			}
		})
	}
}
