package proxy

import (
	"errors"
	"testing"
)

// thing counts how often it was closed.
type thing struct{ closed int }

func (t *thing) close() { t.closed++ }

func TestSharedIsClosedByTheLast(t *testing.T) {
	s := shared[string, *thing]{close: (*thing).close}
	made := 0
	create := func() (*thing, error) { made++; return new(thing), nil }
	take := func(key string) *thing {
		one, err := s.take(key, create)
		if err != nil {
			t.Fatal(err)
		}
		return one
	}
	a, again, b := take("a"), take("a"), take("b")
	if a != again || a == b || made != 2 {
		t.Errorf("%d things were made, want one for each key", made)
	}
	s.leave("a")
	if a.closed != 0 {
		t.Error("it was closed under one who has it")
	}
	s.leave("a")
	if a.closed != 1 || b.closed != 0 {
		t.Errorf("closed %d times, and the other %d times; want 1 and 0", a.closed, b.closed)
	}
	if take("a") == a {
		t.Error("a closed one was given out")
	}
}

func TestSharedForgetsWhatCouldNotBeMade(t *testing.T) {
	s := shared[string, *thing]{close: (*thing).close}
	no := errors.New("no")
	if _, err := s.take("a", func() (*thing, error) { return nil, no }); err != no {
		t.Errorf("have %v", err)
	}
	if one, err := s.take("a", func() (*thing, error) { return new(thing), nil }); one == nil || err != nil {
		t.Errorf("have %v, %v", one, err)
	}
}
