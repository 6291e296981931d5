package main

import (
	"fmt"
	"strings"
)

type mail struct {
	hdr  map[string]string
	size int
}
type expr interface {
	eval(*mail) bool
	fmt.Stringer
}
type (
	and  []expr
	or   []expr
	not  struct{ e expr }
	has  struct{ key, sub string }
	over int
	fn   func(*mail) bool
)

func (a and) eval(m *mail) bool {
	for _, e := range a {
		if !e.eval(m) {
			return false
		}
	}
	return true
}
func (o or) eval(m *mail) bool {
	for _, e := range o {
		if e.eval(m) {
			return true
		}
	}
	return false
}
func (n not) eval(m *mail) bool  { return !n.e.eval(m) }
func (h has) eval(m *mail) bool  { return strings.Contains(m.hdr[h.key], h.sub) }
func (o over) eval(m *mail) bool { return m.size > int(o) }
func (f fn) eval(m *mail) bool   { return f(m) }
func list(op string, es []expr) string {
	var ss []string
	for _, e := range es {
		ss = append(ss, e.String())
	}
	return "(" + op + " " + strings.Join(ss, " ") + ")"
}
func (a and) String() string  { return list("and", a) }
func (o or) String() string   { return list("or", o) }
func (n not) String() string  { return "!" + n.e.String() }
func (h has) String() string  { return h.key + "~" + h.sub }
func (o over) String() string { return fmt.Sprintf(">%d", int(o)) }
func (fn) String() string     { return "fn" }

func depth(e expr) int {
	d := 0
	var kids []expr
	switch e := e.(type) {
	case and:
		kids = e
	case or:
		kids = []expr(e)
	case not:
		kids = append(kids, e.e)
	}
	for _, k := range kids {
		d = max(d, depth(k))
	}
	return d + 1
}

func main() {
	calls := 0
	counted := fn(func(m *mail) bool { calls++; return m.size%2 == 0 })
	rules := []expr{
		and{has{"subject", "win"}, not{has{"from", "friend"}}},
		or{over(1000), and{counted, not{not{over(5)}}}},
		and{}, or{}, not{or{}},
		not{and{over(10), counted, fn((*mail).big)}},
	}
	mails := []*mail{{map[string]string{"subject": "you win", "from": "x"}, 50}, {nil, 2001}, {map[string]string{"subject": "win", "from": "a friend"}, 6}}
	for _, r := range rules {
		fmt.Print(r, " depth ", depth(r), ":")
		for _, m := range mails {
			fmt.Print(" ", r.eval(m))
		}
		fmt.Println()
	}
	fmt.Println(calls)
}

func (m *mail) big() bool { return m.size > 40 }
