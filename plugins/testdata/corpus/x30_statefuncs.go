package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type machine struct {
	in    string
	pos   int
	out   []string
	state state
}

var table map[string]state
var stack []state

type state func(*machine) state

func (s state) run(m *machine) int {
	n := 0
	for s != nil {
		n++
		s = s(m)
	}
	return n
}

func word(m *machine) state {
	i := strings.IndexByte(m.in[m.pos:], ' ')
	if i < 0 {
		m.out = append(m.out, m.in[m.pos:])
		return nil
	}
	m.out = append(m.out, m.in[m.pos:m.pos+i])
	m.pos += i
	return gap
}

func gap(m *machine) state {
	for m.pos < len(m.in) && m.in[m.pos] == ' ' {
		m.pos++
	}
	if m.pos == len(m.in) {
		return nil
	}
	if s, ok := table[m.in[m.pos:m.pos+1]]; ok {
		return s
	}
	return word
}

func (m *machine) pushed(m2 *machine) state {
	m.out = append(m.out, fmt.Sprint("pushed", m == m2))
	m.pos++
	stack = append(stack, word)
	return func(m *machine) state {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return top
	}
}

// tuple results, errors
type step func(string) (step, error)

var errStop = errors.New("stop")

func first(s string) (step, error) {
	if s == "" {
		return nil, errStop
	}
	return second, nil
}

func second(s string) (next step, err error) {
	defer func() {
		if r := recover(); r != nil {
			next, err = first, fmt.Errorf("recovered %v", r)
		}
	}()
	if s == "p" {
		panic("p")
	}
	next = first
	return
}

func chain() (step, error) { return first("x") }

// parameters of its own type
type visit func(depth int, again visit) int

// two that mention one another
type ping func(int) pong
type pong func(int) ping

func doPing(n int) pong {
	if n == 0 {
		return nil
	}
	return doPong
}
func doPong(n int) ping { return doPing }

// option of self
type option func(*conf) option
type conf struct{ n int }

func set(n int) option {
	return func(c *conf) option {
		old := c.n
		c.n = n
		return set(old)
	}
}

type pair struct {
	name string
	s    state
}

func apply(fs ...option) (c conf) {
	var undo []option
	for _, f := range fs {
		undo = append(undo, f(&c))
	}
	for _, u := range undo {
		defer u(&c)
	}
	return c
}

func pick(b bool) state {
	if b {
		return word
	}
	return nil
}

func main() {
	m := &machine{in: "a bb  ccc (x y"}
	table = map[string]state{"(": m.pushed, "z": nil}
	var s state = gap
	fmt.Println(s.run(m), m.out, len(stack))
	fmt.Println(state(word).run(&machine{in: "q"}), state(nil).run(nil))
	m.state = word
	m.state = m.state(&machine{in: "x y"})
	fmt.Println(m.state != nil, m.state == nil)
	f := state.run
	fmt.Println(f(gap, &machine{in: "r s"}))
	g := s.run
	fmt.Println(g(&machine{in: "t u"}))
	var plain func(*machine) state = s
	fmt.Println(plain(&machine{}) == nil)
	s = plain
	s = nil
	plain = s
	fmt.Println(plain == nil, pick(true) != nil, pick(false) == nil)

	st, err := first("a")
	for _, in := range []string{"b", "p", "c", ""} {
		if st, err = st(in); err != nil {
			fmt.Println("error", err, st == nil)
			if st == nil {
				break
			}
		}
	}
	st, err = chain()
	fmt.Println(st != nil, err)

	var v visit = func(d int, again visit) int {
		if d == 3 {
			return d
		}
		return 10*again(d+1, again) + d
	}
	fmt.Println(v(0, v))

	var p ping = doPing
	n := 0
	for q := p(3); q != nil; q = p(3 - n) {
		n++
		p = q(n)
	}
	fmt.Println(n)

	c := conf{5}
	undo := set(7)(&c)
	fmt.Println(c.n)
	redo := undo(&c)
	fmt.Println(c.n)
	redo(&c)
	fmt.Println(c.n, apply(set(1), set(2)))

	ps := []pair{{"w", word}, {"g", gap}, {name: "n"}}
	sort.Slice(ps, func(i, j int) bool { return ps[i].name < ps[j].name })
	for _, p := range ps {
		fmt.Print(p.name, p.s == nil, " ")
	}
	fmt.Println()
	var any1 any = state(word)
	if x, ok := any1.(state); ok {
		fmt.Println(x.run(&machine{in: "k l"}))
	}
	switch any1.(type) {
	case state:
		fmt.Println("state")
	}
	states := [...]state{word, gap, nil}
	ch := make(chan state, 1)
	ch <- gap
	fmt.Println(len(states), states[2] == nil, (<-ch).run(&machine{in: " z"}))
	ptr := &m.state
	*ptr = word
	fmt.Println(m.state.run(&machine{in: "v"}))
	for _, s := range states[:2] {
		defer fmt.Println("deferred", s.run(&machine{in: "d e"}))
	}
	defer s.run(nil)
	func() {
		defer func() { fmt.Println(recover() != nil) }()
		s(nil)
	}()
	type local func(int) local
	var l local
	k := 0
	l = func(i int) local {
		k += i
		if k > 5 {
			return nil
		}
		return l
	}
	for l := l; l != nil; l = l(2) {
	}
	fmt.Println(k)
}
