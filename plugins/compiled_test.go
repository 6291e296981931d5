package plugins

import (
	"errors"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// A compiled plugin can't be killed: a session whose call doesn't end fails, and when ten calls are out all fail at once, until they are back.
func TestCompiledStuck(t *testing.T) {
	leavesNothing(t)
	let := make(chan struct{})
	p := Load(Compiled("stuck", func(o *filters.Options) (*filters.Filter, error) {
		return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict {
			if s.ID() == "bad" {
				<-let
			}
			return filters.Pass()
		}}, o.Err()
	}), Limits{}, nil)
	defer p.Close()
	var told notices
	p.Tell(told.add)
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	c := chainOf(t, f, time.Millisecond)
	for range 10 {
		h := &host{id: "bad"}
		if c.Begin(h).Connect(); len(h.failures()) != 1 {
			t.Fatalf("failures %v", h.failures())
		}
	}
	until(t, p.OutOfService)
	h := &host{id: "good"}
	if c.Begin(h).Connect(); len(h.failures()) != 1 || !errors.Is(h.failures()[0], ErrOutOfService) {
		t.Errorf("with ten calls out it fails with %v", h.failures())
	}
	close(let)
	until(t, func() bool { return p.Stats().Stuck == 0 })
	told.want(t, CallStuck, CallStuck, CallStuck, CallStuck, CallStuck, CallStuck, CallStuck, CallStuck, CallStuck, OutOfService, InService)
	h = &host{id: "good"}
	if chainOf(t, f, time.Minute).Begin(h).Connect(); h.failures() != nil {
		t.Errorf("when they are back it fails with %v", h.failures())
	}
}

// A panic of a compiled plugin is told as one of a script's, by the same names.
func TestCompiledPanics(t *testing.T) {
	leavesNothing(t)
	p := Load(Compiled("panics", func(o *filters.Options) (*filters.Filter, error) {
		return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict { panic("no") }}, o.Err()
	}), Limits{}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	h := &host{id: "S1"}
	chainOf(t, f, time.Minute).Begin(h).Connect()
	failure := (*Failure)(nil)
	if len(h.failures()) != 1 || !errors.As(h.failures()[0], &failure) || failure.File != "compiled_test.go" || failure.Line == 0 {
		t.Errorf("it fails with %v", h.failures())
	}
}
