package main

import (
	"fmt"
	"sort"
	str "strings"
	"time"
)

type len2 struct{ cap int }

type Opt struct {
	any   any
	error error
	fn    func(...any) string
	time  time.Duration
}

type iface interface {
	Do(x any) (any, error)
}
type do func(any) (any, error)

func (d do) Do(x any) (any, error) { return d(x) }

type wrap struct {
	iface
	n int
}

func (w *wrap) Do(x any) (any, error) {
	w.n++
	v, err := w.iface.Do(x)
	if s, ok := v.(string); ok && err == nil {
		v = s + "!"
	}
	return v, err
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func params(string, int, ...bool) (int, string) { return 1, "p" }

func swap[A, B any](a A, b B) (B, A) { return b, a }

type constraint interface {
	comparable
	String() string
}
type lvl int

func (l lvl) String() string { return fmt.Sprintf("l%d", int(l)) }

func uniq[T constraint](xs []T) (out []string) {
	seen := map[T]bool{}
	for _, x := range xs {
		if !seen[x] {
			seen[x] = true
			out = append(out, x.String())
		}
	}
	return
}

type queue[T any] chan T

type matrix[T ~int | ~float64] [][]T

func (m matrix[T]) sum() (t T) {
	for _, r := range m {
		for _, v := range r {
			t += v
		}
	}
	return
}

type event interface{ isEvent() }
type (
	login  struct{ user string }
	logout struct{ user string }
	tick   time.Time
)

func (login) isEvent()   {}
func (*logout) isEvent() {}
func (tick) isEvent()    {}

func handle(e event) string {
	switch e := e.(type) {
	case login:
		return "in " + e.user
	case *logout:
		if e == nil {
			return "nil out"
		}
		return "out " + e.user
	case tick:
		return "tick " + time.Time(e).UTC().Format("15:04")
	case nil:
		return "nothing"
	}
	return "?"
}

var table = map[string]struct {
	f    func(int) int
	name string
}{
	"inc": {func(i int) int { return i + 1 }, "increment"},
	"dbl": {f: func(i int) int { return i * 2 }},
}

func main() {
	len := 3
	fmt.Println(len, max(len, 2))
	len++
	string := func(i int) string { return fmt.Sprint("s", i) }
	fmt.Println(string(len))
	fmt.Println(params("", 1, true, false))
	time := "shadow"
	fmt.Println(time, str.ToUpper(time))
	o := Opt{any: 1, fn: func(xs ...any) str2 { return fmt.Sprint(xs...) }}
	fmt.Println(o.fn(1, "a", nil), o.error == nil, o.any == 1, o.any != "1")
	b, a := swap("x", 2)
	fmt.Println(a, b)
	fmt.Println(uniq([]lvl{1, 2, 1, 3}))
	q := make(queue[int], 2)
	q <- 1
	q <- 2
	close(q)
	for v := range q {
		fmt.Print(v, " ")
	}
	v, ok := <-q
	fmt.Println(v, ok, matrix[float64]{{1, 2}, {3.5}}.sum())
	for _, e := range []event{login{"a"}, &logout{"b"}, tick{}, nil} {
		fmt.Print(handle(e), "; ")
	}
	fmt.Println()
	w := &wrap{iface: do(func(x any) (any, error) {
		switch x := x.(type) {
		case int:
			return fmt.Sprint(x * 2), nil
		case error:
			return nil, x
		case []int:
			return x[0], nil
		case map[str2]bool:
			return x["k"], nil
		case func() int:
			return x(), nil
		case *int:
			return *x, nil
		}
		return x, fmt.Errorf("bad %v", x)
	})}
	n := 7
	var it iface = w
	for _, x := range []any{1, fmt.Errorf("e"), []int{4}, map[str2]bool{"k": true}, func() int { return 9 }, &n, 2.5, "s", nil} {
		v, err := it.Do(x)
		fmt.Print(v, " ", err, "; ")
	}
	fmt.Println(w.n)
	var keys []str2
	for k := range table {
		keys = append(keys, str2(k))
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for _, k := range keys {
		e := table[k]
		fmt.Print(k, e.f(10), e.name, " ")
	}
	fmt.Println()
	anon := []struct {
		in   str2
		want int
	}{{"a", 1}, {in: "b"}}
	for i, tc := range anon {
		tc.want += i
		fmt.Print(tc.in, tc.want, anon[i].want, " ")
	}
	fmt.Println()
	do := it.Do
	it = nil
	r, err := do(5)
	fmt.Println(r, err, it == nil)
	m := map[str2]any{"a": 1, "b": []any{1, "x", map[str2]any{"c": true}}}
	if l, ok := m["b"].([]any); ok {
		if mm, ok := l[2].(map[str2]any); ok {
			mm["d"] = l[0]
		}
		fmt.Println(l, m["zz"] == nil)
	}
	m["a"] = m["a"].(int) + 1
	fmt.Println(m["a"])
	type T = map[str2][]int
	t := T{"x": {1}}
	t["x"], t["y"] = append(t["x"], 2), t["x"][:1]
	fmt.Println(t)
	goodbye := func() (s str2) {
		defer func() {
			s += "!"
		}()
		for i := range 3 {
			s += str2(rune('a' + i))
			if i == 1 {
				return s + "-"
			}
		}
		return
	}
	fmt.Println(goodbye())
	var x, y interface{} = 1, 1.0
	fmt.Println(x == y, x == 1, y == 1.0, x != nil, [2]any{1, "a"} == [2]any{1, "a"})
	p := &struct{ a, b *int }{}
	p.a = &n
	*p.a++
	fmt.Println(n, p.b == nil, *p.a == n)
	f := fmt.Sprintf
	g := str.TrimSpace
	fmt.Println(f("%s|%v", g(" x "), []str2{"q"}))
}

type str2 = string
type string2 string

func (s string2) str() string { return string(s) }
