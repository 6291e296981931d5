package plugins

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// counting counts the calls of each session, in Open's closure, and those of an instance, which no other call may disturb.
const counting = `package script

import (
	"strconv"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Open: func(s *filters.Session) *filters.Filter {
			seen := map[string]int{}
			count := func(s *filters.Session, what string) filters.Verdict {
				seen[what]++
				total := 0
				for _, n := range seen {
					total += n
				}
				s.Note("script.count", s.ID()+" "+what+" "+strconv.Itoa(total))
				return filters.Pass()
			}
			return &filters.Filter{
				Connect:   func(s *filters.Session) filters.Verdict { return count(s, "connect") },
				Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict { return count(s, to.Domain()) },
				Message:   func(s *filters.Session, m *filters.Message) filters.Verdict { return count(s, m.Header.Get("Subject")) },
			}
		},
	}, o.Err()
}
`

// Sessions don't share what Open made, however many there are, and an instance is asked one thing at a time.
func TestManySessions(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, counting)), Limits{Instances: 3, Wait: time.Minute}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	c := chainOf(t, f, time.Minute)
	var done sync.WaitGroup
	for i := range 64 {
		done.Go(func() {
			h := &host{id: fmt.Sprintf("S%d", i)}
			talk(t, c, h)
			want := fmt.Sprintf("S%d connect 1, S%d example.net 2, S%d hello 3", i, i, i)
			if have := strings.Join(h.noted("script.count"), ", "); have != want || h.failures() != nil {
				t.Errorf("have %s, want %s; failures %v", have, want, h.failures())
			}
		})
	}
	done.Wait()
	if s := p.Stats(); s.Instances < 1 || s.Instances > 3 || s.Killed > 0 || s.GaveUp > 0 {
		t.Errorf("stats %+v", s)
	}
}

// greedy never lets go of the instance that the session "bad" has.
const greedy = `package script

import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			if s.ID() == "bad" {
				for {
				}
			}
			return filters.Pass()
		},
	}, o.Err()
}
`

// Who finds all instances busy waits, and gives up after a while: that is a failure by itself, and is counted.
func TestBusy(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, greedy)), Limits{Instances: 1, Wait: time.Millisecond}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	c := chainOf(t, f, patience)
	life, begun := newLimited(), make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		c.Begin(&host{id: "bad", until: life, asked: sync.OnceFunc(func() { close(begun) })}).Connect()
	})
	<-begun
	h := &host{id: "good"}
	if c.Begin(h).Connect(); len(h.failures()) != 1 || !errors.Is(h.failures()[0], ErrBusy) {
		t.Errorf("it fails with %v", h.failures())
	}
	close(life.over)
	done.Wait()
	if s := p.Stats(); s.Waited != 1 || s.GaveUp != 1 || s.Killed != 1 {
		t.Errorf("stats %+v", s)
	}
}

// A filter with state of sessions gets another instance when one has many of them, and those that are over don't count.
func TestSessionsAreSpread(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, counting)), Limits{Instances: 2, Wait: time.Minute}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	c := chainOf(t, f, time.Minute)
	for range 3 * spread {
		c.Begin(&host{id: "S"}).Close()
	}
	if n := p.Stats().Instances; n != 1 {
		t.Errorf("sessions one after the other take %d instances", n)
	}
	for range spread + 1 {
		c.Begin(&host{id: "S"})
	}
	if n := p.Stats().Instances; n != 2 {
		t.Errorf("%d sessions at once have %d instances", spread+1, n)
	}
}

// Instances end when their filter is forgotten.
func TestForgotten(t *testing.T) {
	p := Load(Interpreted(scriptOf(t, greedy)), Limits{}, nil)
	defer p.Close()
	if _, err := p.New(settings()); err != nil {
		t.Fatal(err)
	}
	collected(t, p)
}

// After Close a call fails.
func TestClosed(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, greedy)), Limits{Instances: 1}, nil)
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	h := &host{id: "good"}
	chainOf(t, f, time.Minute).Begin(h).Connect()
	if len(h.failures()) != 1 || !errors.Is(h.failures()[0], ErrClosed) {
		t.Errorf("it fails with %v", h.failures())
	}
	if _, err := p.New(settings()); !errors.Is(err, ErrClosed) {
		t.Errorf("New gives %v", err)
	}
}

// Names that New hasn't asked for are found as those of a built-in are.
func TestWrongOptions(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, counting)), Limits{}, nil)
	defer p.Close()
	o := settings(filters.Setting{Name: "max", Value: "many", At: filters.Place{File: "g.hcl", Line: 3, Column: 2}})
	if _, err := p.New(o); err != nil {
		t.Fatal(err)
	}
	if all := filters.OptionErrors(o); len(all) != 1 || !all[0].Unknown || all[0].At.Line != 3 {
		t.Errorf("errors of options: %v", all)
	}
}

// What New says is its error, in its own words, although its instance has ended by then.
func TestNewFails(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, `package script

import (
	"errors"

	"github.com/gatepost-mail/gatepost/filters"
)

type tooFew struct{ n string }

func (t tooFew) Error() string { return "too few: " + t.n }

func New(o *filters.Options) (*filters.Filter, error) {
	n := o.Int("max", 1, "most")
	_ = n
	return nil, errors.Join(o.Err(), tooFew{"none"}, errors.New("and no more"))
}
`)), Limits{}, nil)
	defer p.Close()
	_, err := p.New(settings(filters.Setting{Name: "max", Value: "many"}))
	const want = "plugin script: option max: want a whole number, have \"many\"\ntoo few: none\nand no more"
	if about := (filters.OptionError{}); err == nil || err.Error() != want || !errors.As(err, &about) || about.Name != "max" {
		t.Errorf("New gives %v", err)
	}
	if n := p.Stats().Instances; n != 0 {
		t.Errorf("%d instances are left", n)
	}
}

// reading is in compiled code for as long as the test lets it.
const reading = `package script

import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			if s.ID() == "bad" {
				o.Lines("list", "names")
			}
			return filters.Pass()
		},
	}, nil
}
`

// A call that can't be ended keeps its goroutine, but no other session waits for its instance.
func TestStuckTakesNoRoom(t *testing.T) {
	leavesNothing(t)
	life, let := newLimited(), make(chan struct{})
	p := Load(Interpreted(scriptOf(t, reading)), Limits{Instances: 1, Wait: time.Minute}, nil)
	defer p.Close()
	var told notices
	p.Tell(told.add)
	f, err := p.New(filters.NewOptions(filters.Block{
		Type: "plugin", Settings: []filters.Setting{{Name: "list", Value: "names"}},
		ReadFile: func(string) ([]byte, error) { close(life.over); <-let; return nil, nil },
	}))
	if err != nil {
		t.Fatal(err)
	}
	chainOf(t, f, patience).Begin(&host{id: "bad", until: life}).Connect()
	until(t, func() bool { return p.Stats().Stuck == 1 })
	told.want(t, InstanceEnded, CallStuck)
	good := &host{id: "good"}
	if chainOf(t, f, time.Minute).Begin(good).Connect(); good.failures() != nil {
		t.Errorf("it fails with %v", good.failures())
	}
	close(let)
	until(t, func() bool { return p.Stats().Stuck == 0 })
}
