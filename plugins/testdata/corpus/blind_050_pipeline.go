package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

type Verdict int

const (
	Pass Verdict = iota - 1
	Keep
	Junk
	Drop
)

func (v Verdict) String() string { return [...]string{"pass", "keep", "junk", "drop"}[v+1] }

type Message struct {
	From, Subject string
	Size          int
	Labels        []string
}

type Filter interface {
	Check(m *Message) (Verdict, error)
}
type FilterFunc func(*Message) (Verdict, error)

func (f FilterFunc) Check(m *Message) (Verdict, error) { return f(m) }

type Blocklist struct {
	hosts map[string]bool
	hits  int
}

func (b *Blocklist) Check(m *Message) (Verdict, error) {
	_, host, ok := strings.Cut(m.From, "@")
	if !ok {
		return Pass, &BadAddr{m.From}
	}
	if b.hosts[host] {
		b.hits++
		return Drop, nil
	}
	return Pass, nil
}

type BadAddr struct{ Addr string }

func (e *BadAddr) Error() string { return "bad address " + e.Addr }

type Chain struct {
	filters []Filter
	trace   []string
}

func (c *Chain) Run(m Message) (v Verdict, out Message, err error) {
	defer func() { c.trace = append(c.trace, fmt.Sprintf("%s:%v", m.From, v)) }()
	v = Keep
	for i, f := range c.filters {
		switch got, e := f.Check(&m); {
		case e != nil:
			return Junk, m, fmt.Errorf("filter %d: %w", i, e)
		case got == Pass:
			continue
		default:
			return got, m, nil
		}
	}
	return v, m, err
}

func main() {
	bl := &Blocklist{hosts: map[string]bool{"evil.test": true}}
	seen := map[string]int{}
	c := Chain{filters: []Filter{bl, FilterFunc(func(m *Message) (Verdict, error) {
		seen[m.Subject]++
		m.Labels = append(m.Labels, fmt.Sprint("seen", seen[m.Subject]))
		if seen[m.Subject] > 1 {
			return Junk, nil
		}
		return Pass, nil
	})}}
	in := []Message{{"a@ok.test", "hi", 1, nil}, {"b@evil.test", "hi", 2, nil}, {"c@ok.test", "hi", 3, []string{"x"}}, {From: "nohost"}, {From: "d@z.test", Subject: "yo"}}
	for _, m := range in {
		v, out, err := c.Run(m)
		var ba *BadAddr
		fmt.Println(v, out, err, errors.As(err, &ba), len(m.Labels))
	}
	fmt.Println(c.trace, bl.hits, slices.IndexFunc(in, func(m Message) bool { return m.Size == 3 }))
}
