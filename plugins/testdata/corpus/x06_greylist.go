package main

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

type triplet struct{ ip, from, to string }

func (t triplet) String() string { return strings.Join([]string{t.ip, t.from, t.to}, "/") }

type record struct {
	first, last time.Time
	tries       int
}

type decision struct {
	pass bool
	wait time.Duration
	why  error
}

var errEarly = errors.New("too early")

type earlyError struct {
	who  triplet
	wait time.Duration
}

func (e earlyError) Error() string        { return fmt.Sprintf("%v has to wait %v", e.who, e.wait) }
func (e earlyError) Is(target error) bool { return target == errEarly }

type greylist struct {
	delay, keep time.Duration
	seen        map[triplet]*record
	clock       func() time.Time
}

func (g *greylist) ask(t triplet) decision {
	now := g.clock()
	r, ok := g.seen[t]
	if !ok || now.Sub(r.last) > g.keep {
		g.seen[t] = &record{first: now, last: now, tries: 1}
		return decision{wait: g.delay, why: earlyError{t, g.delay}}
	}
	r.tries++
	r.last = now
	if left := g.delay - now.Sub(r.first); left > 0 {
		return decision{wait: left, why: fmt.Errorf("try %d: %w", r.tries, earlyError{t, left})}
	}
	return decision{pass: true}
}

func main() {
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	g := &greylist{delay: 5 * time.Minute, keep: time.Hour, seen: map[triplet]*record{}, clock: func() time.Time { return now }}
	a := triplet{"10.0.0.1", "a@x", "b@y"}
	for range 4 {
		d := g.ask(a)
		fmt.Println(d.pass, d.wait, d.why, errors.Is(d.why, errEarly))
		var e earlyError
		if errors.As(d.why, &e) {
			fmt.Println("  early", e.who.ip, e.wait)
		}
		now = now.Add(3 * time.Minute)
	}
	now = now.Add(2 * time.Hour)
	fmt.Println(g.ask(a).why)
	for t, r := range g.seen {
		fmt.Println(t, r.tries)
	}
	fmt.Println(a)
}
