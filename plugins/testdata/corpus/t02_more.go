package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
)

type visitor func(depth int, n *node) bool
type node struct {
	name string
	kids []*node
	attr map[string]string
}

func (n *node) walk(v func(int, *node) bool, depth int) bool {
	if !v(depth, n) {
		return false
	}
	for _, k := range n.kids {
		if !k.walk(v, depth+1) {
			return false
		}
	}
	return true
}

func tree(spec string) *node {
	root := &node{name: "root"}
	stack := []*node{root}
	for _, line := range strings.Split(spec, "\n") {
		trimmed := strings.TrimLeft(line, " ")
		if trimmed == "" {
			continue
		}
		depth := (len(line) - len(trimmed)) / 2
		name, attrs, _ := strings.Cut(trimmed, "[")
		n := &node{name: name, attr: map[string]string{}}
		for _, kv := range strings.FieldsFunc(strings.TrimSuffix(attrs, "]"), func(r rune) bool { return r == ';' }) {
			if k, v, ok := strings.Cut(kv, "="); ok {
				n.attr[k] = v
			}
		}
		stack = stack[:depth+1]
		parent := stack[depth]
		parent.kids = append(parent.kids, n)
		stack = append(stack, n)
	}
	return root
}

type event struct {
	at   time.Duration
	kind string
	fn   func(*sim)
}
type sim struct {
	now   time.Duration
	queue []event
	log   []string
}

func (s *sim) run() {
	for len(s.queue) > 0 {
		sort.SliceStable(s.queue, func(i, j int) bool { return s.queue[i].at < s.queue[j].at })
		e := s.queue[0]
		s.queue = s.queue[1:]
		s.now = e.at
		s.log = append(s.log, fmt.Sprint(e.kind, "@", e.at))
		if e.fn != nil {
			e.fn(s)
		}
	}
}

type retry struct {
	max   int
	delay func(int) time.Duration
}

func (r retry) do(f func(try int) error) (tries int, total time.Duration, err error) {
	for tries = 1; ; tries++ {
		if err = f(tries); err == nil || tries >= r.max {
			return
		}
		total += r.delay(tries)
	}
}

var errTemp = errors.New("temporary")

type temp struct {
	error
	after time.Duration
}

func (t *temp) Unwrap() error { return t.error }

type multi []error

func (m multi) Error() string {
	var p []string
	for _, e := range m {
		p = append(p, e.Error())
	}
	return strings.Join(p, "; ")
}

func collect(fs ...func() error) error {
	var m multi
	for _, f := range fs {
		if err := f(); err != nil {
			m = append(m, err)
		}
	}
	if len(m) == 0 {
		return nil
	}
	return m
}

func split(s string) (head, tail string) {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

func words(s string) (out []string) {
	for s != "" {
		var w string
		w, s = split(s)
		out = append(out, w)
	}
	return
}

func partition[T any](xs []T, p func(T) bool) (yes, no []T) {
	for _, x := range xs {
		if p(x) {
			yes = append(yes, x)
		} else {
			no = append(no, x)
		}
	}
	return
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func memo[K comparable, V any](f func(K) V) func(K) V {
	m := map[K]V{}
	return func(k K) V {
		v, ok := m[k]
		if !ok {
			v = f(k)
			m[k] = v
		}
		return v
	}
}

func main() {
	root := tree("a[x=1;y=2]\n  b\n    c[z=3]\n  d\ne\n")
	var names []string
	root.walk(func(d int, n *node) bool {
		names = append(names, strings.Repeat("-", d)+n.name+n.attr["x"]+n.attr["z"])
		return n.name != "d"
	}, 0)
	fmt.Println(strings.Join(names, " "))
	s := &sim{}
	var tick func(n int) func(*sim)
	tick = func(n int) func(*sim) {
		return func(s *sim) {
			if n > 0 {
				s.queue = append(s.queue, event{s.now + time.Second, fmt.Sprint("tick", n), tick(n - 1)})
			}
		}
	}
	s.queue = []event{{2500 * time.Millisecond, "x", nil}, {time.Second, "start", tick(2)}}
	s.run()
	fmt.Println(s.log, s.now)
	r := retry{4, func(n int) time.Duration { return time.Duration(1<<n) * time.Second }}
	fmt.Println(r.do(func(try int) error {
		if try < 3 {
			return &temp{errTemp, time.Second}
		}
		return nil
	}))
	tries, total, err := r.do(func(try int) error { return &temp{fmt.Errorf("try %d: %w", try, errTemp), 0} })
	fmt.Println(tries, total, err, errors.Is(err, errTemp))
	var te *temp
	fmt.Println(errors.As(err, &te), te != nil && te.after == 0)
	err = collect(func() error { return nil }, func() error { return errTemp }, func() error { return errors.New("other") })
	fmt.Println(err, collect() == nil)
	if m, ok := err.(multi); ok {
		fmt.Println(len(m), m[0] == errTemp)
	}
	fmt.Println(words("one two  three"), len(words("")))
	yes, no := partition([]int{1, 2, 3, 4}, func(i int) bool { return i%2 == 0 })
	fmt.Println(yes, no)
	d := must(time.ParseDuration("1h30m"))
	fmt.Println(d.Minutes())
	calls := 0
	sq := memo(func(n int) int { calls++; return n * n })
	fmt.Println(sq(3), sq(3), sq(4), calls)
	func() {
		defer func() { fmt.Println("recovered", recover() != nil) }()
		must(time.ParseDuration("nope"))
	}()
	type kv struct {
		k string
		v int
	}
	freq := map[string]int{}
	for _, w := range words("b a c b a b") {
		freq[w]++
	}
	var kvs []kv
	for k, v := range freq {
		kvs = append(kvs, kv{k, v})
	}
	sort.Slice(kvs, func(i, j int) bool {
		if kvs[i].v != kvs[j].v {
			return kvs[i].v > kvs[j].v
		}
		return kvs[i].k < kvs[j].k
	})
	fmt.Println(kvs)
	buf := make([]byte, 0, 8)
	for i := byte('a'); i < 'f'; i++ {
		buf = append(buf, i)
	}
	h, t := buf[:2], buf[2:]
	h = append(h, 'X')
	fmt.Println(string(buf), string(h), string(t), len(h), cap(buf))
	var grid [][]rune
	for _, l := range []string{"ab", "cd"} {
		grid = append(grid, []rune(l))
	}
	for i, j := 0, 1; i < j; i, j = i+1, j-1 {
		grid[i], grid[j] = grid[j], grid[i]
		grid[i][0], grid[j][1] = grid[j][1], grid[i][0]
	}
	fmt.Println(string(grid[0]), string(grid[1]))
	x, y := 5, 3
	p, q := &x, &y
	*p, *q, p, q = *q, *p, q, p
	fmt.Println(x, y, *p, *q, p == &y)
	var arr [4]int
	for i := range arr {
		arr[(i*3)%4] = i
	}
	sl := arr[1:3]
	sl[0] = 42
	fmt.Println(arr, sl, len(arr[:]))
	fn := func(fs ...func(int) int) (out []int) {
		for i, f := range fs {
			out = append(out, f(i))
		}
		return
	}
	fmt.Println(fn(func(i int) int { return i + 1 }, func(i int) int { return i * 10 }))
	label := ""
loop:
	for i := 0; ; i++ {
		switch {
		case i == 2:
			continue loop
		case i > 4:
			break loop
		}
		for j := range i {
			if j == 2 {
				continue loop
			}
			label += fmt.Sprint(i, j, ",")
		}
	}
	fmt.Println(label)
}
