package main

import (
	"fmt"
	"time"
)

type bucket struct {
	tokens float64
	last   time.Time
}
type limiter struct {
	rate, burst float64
	b           map[string]*bucket
	now         func() time.Time
}

func (l *limiter) allow(k string) bool {
	b, ok := l.b[k]
	n := l.now()
	if !ok {
		b = &bucket{l.burst, n}
		l.b[k] = b
	}
	b.tokens += n.Sub(b.last).Seconds() * l.rate
	if b.tokens > l.burst {
		b.tokens = l.burst
	}
	b.last = n
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
func main() {
	t := time.Unix(1000, 0)
	l := &limiter{rate: 1, burst: 2, b: map[string]*bucket{}, now: func() time.Time { return t }}
	fmt.Println(l.allow("a"), l.allow("a"), l.allow("a"))
	t = t.Add(1500 * time.Millisecond)
	fmt.Println(l.allow("a"), l.allow("a"), l.allow("b"))
}
