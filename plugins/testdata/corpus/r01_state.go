package main

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// A little rules engine with tables of functions, interfaces in maps, struct keys, nested maps.
type key struct {
	net    string
	sender string
}

type entry struct {
	first time.Time
	n     int
	tags  map[string]bool
}

type clock interface{ Now() time.Time }
type fake struct{ t time.Time }

func (f *fake) Now() time.Time          { return f.t }
func (f *fake) advance(d time.Duration) { f.t = f.t.Add(d) }

type table struct {
	clock
	m    map[key]*entry
	hook []func(key, *entry) bool
}

func newTable(c clock) *table { return &table{clock: c, m: map[key]*entry{}} }

func (t *table) on(f func(key, *entry) bool) *table { t.hook = append(t.hook, f); return t }

func (t *table) see(net, sender string, tags ...string) (*entry, bool) {
	k := key{net, strings.ToLower(sender)}
	e, old := t.m[k]
	if !old {
		e = &entry{first: t.Now(), tags: map[string]bool{}}
		t.m[k] = e
	}
	e.n++
	for _, tag := range tags {
		e.tags[tag] = true
	}
	for _, h := range t.hook {
		if !h(k, e) {
			return e, false
		}
	}
	return e, true
}

func (e *entry) age(now time.Time) time.Duration { return now.Sub(e.first).Round(time.Second) }

type op func(float64, float64) (float64, error)

var ops = map[string]op{
	"+": func(a, b float64) (float64, error) { return a + b, nil },
	"/": func(a, b float64) (float64, error) {
		if b == 0 {
			return 0, fmt.Errorf("division of %v by zero", a)
		}
		return a / b, nil
	},
}

func rpn(s string) (res float64, err error) {
	var st []float64
	defer func() {
		if r := recover(); r != nil {
			res, err = -1, fmt.Errorf("bad program %q", s)
		}
	}()
	for _, f := range strings.Fields(s) {
		if o, ok := ops[f]; ok {
			a, b := st[len(st)-2], st[len(st)-1]
			st = st[:len(st)-2]
			v, err := o(a, b)
			if err != nil {
				return 0, err
			}
			st = append(st, v)
			continue
		}
		var v float64
		if _, err := fmt.Sscan(f, &v); err != nil {
			return 0, err
		}
		st = append(st, v)
	}
	return st[0], nil
}

type matrix [2][2]int

func (m matrix) mul(o matrix) (r matrix) {
	for i := range m {
		for j := range o[0] {
			for k := range o {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}
func (m *matrix) scale(n int) {
	for i := range m {
		for j := range m[i] {
			m[i][j] *= n
		}
	}
}

func main() {
	c := &fake{time.Unix(1000, 0).UTC()}
	blocked := 0
	t := newTable(c).on(func(k key, e *entry) bool {
		if e.n > 2 {
			blocked++
			return false
		}
		return true
	}).on(func(k key, e *entry) bool { return !e.tags["bad"] })
	for i, s := range []string{"A@x", "a@X", "b@y", "a@x"} {
		e, ok := t.see("10/8", s, fmt.Sprint("t", i))
		c.advance(90 * time.Second)
		fmt.Println(s, ok, e.n, e.age(t.Now()), len(e.tags))
	}
	_, ok := t.see("10/8", "b@y", "bad")
	fmt.Println(ok, blocked, len(t.m))
	keys := make([]key, 0)
	for k := range t.m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i].sender < keys[j].sender })
	fmt.Println(keys)
	for _, p := range []string{"1 2 +", "1 0 /", "+", "x", "8 2 / 3 +"} {
		v, err := rpn(p)
		fmt.Println(p, "=", v, err)
	}
	m := matrix{{1, 1}, {1, 0}}
	r := m
	for range 5 {
		r = r.mul(m)
	}
	r.scale(2)
	pm := &m
	pm.scale(3)
	fmt.Println(r, m, *pm)
	counts := map[string]map[string]int{}
	for _, w := range strings.Fields("a.x b.y a.z a.x") {
		p, q, _ := strings.Cut(w, ".")
		if counts[p] == nil {
			counts[p] = map[string]int{}
		}
		counts[p][q]++
	}
	fmt.Println(counts, counts["none"]["none"])
	type point struct{ x, y int }
	seen := map[point][]string{{1, 2}: {"a"}}
	seen[point{1, 2}] = append(seen[point{1, 2}], "b")
	p := point{3, 4}
	seen[p] = nil
	p.x++
	_, has := seen[p]
	fmt.Println(len(seen), seen[point{1, 2}], has)
	arrs := map[[2]int]string{{1, 2}: "x"}
	fmt.Println(arrs[[2]int{1, 2}], arrs[[...]int{2, 1}] == "")
	var np *point
	fmt.Println(np == nil, len(seen[point{}]))
	funcs := map[bool]func() string{true: func() string { return "yes" }, false: func() string { return "no" }}
	fmt.Println(funcs[1 < 2](), funcs[2 < 1]())
	defer fmt.Println("last", c.Now().Unix())
	for i, s := 0, "x"; i < 3; i, s = i+1, s+s {
		defer func() { fmt.Print(i, s, ";") }()
	}
	sub := strings.NewReplacer("a", "1", "b", "2")
	fmt.Println(sub.Replace("abc"), strings.EqualFold("Ä", "ä"), strings.Title("foo bar"))
}
