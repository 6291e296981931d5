package main

import (
	"errors"
	"fmt"
	"strings"
)

type Status uint8

const (
	OK Status = iota
	Warn
	Bad
)

var statusNames = [...]string{OK: "ok", Warn: "warn", Bad: "bad"}

func (s Status) String() string { return statusNames[s] }
func (s Status) Worse(o Status) Status {
	if o > s {
		return o
	}
	return s
}

type Set map[string]struct{}

func (s Set) Add(v ...string) Set {
	for _, x := range v {
		s[x] = struct{}{}
	}
	return s
}
func (s Set) Has(v string) bool { _, ok := s[v]; return ok }

type List []string

func (l *List) Push(s string) { *l = append(*l, s) }
func (l List) Join() string   { return strings.Join(l, "+") }
func (l List) Map(f func(string) string) List {
	out := make(List, len(l))
	for i := range l {
		out[i] = f(l[i])
	}
	return out
}

type Pred func(string) bool

func (p Pred) And(q Pred) Pred { return func(s string) bool { return p(s) && q(s) } }
func (p Pred) Not() Pred       { return func(s string) bool { return !p(s) } }
func Len(n int) Pred           { return func(s string) bool { return len(s) >= n } }

type ID string
type Pair[A any, B comparable] struct {
	First  A
	Second B
}

func (p Pair[A, B]) Is(b B) bool                        { return p.Second == b }
func MakePair[A any, B comparable](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }

type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}
func Reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}
func Keys[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(t T) { s.items = append(s.items, t) }
func (s *Stack[T]) Pop() (T, bool) {
	var zero T
	if len(s.items) == 0 {
		return zero, false
	}
	t := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return t, true
}

type Opt[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }
func (o Opt[T]) Or(d T) T {
	if o.ok {
		return o.v
	}
	return d
}

type Tree[T any] struct {
	left, right *Tree[T]
	val         T
}

func (t *Tree[T]) Insert(v T, less func(a, b T) bool) *Tree[T] {
	if t == nil {
		return &Tree[T]{val: v}
	}
	if less(v, t.val) {
		t.left = t.left.Insert(v, less)
	} else {
		t.right = t.right.Insert(v, less)
	}
	return t
}
func (t *Tree[T]) Walk(f func(T)) {
	if t != nil {
		t.left.Walk(f)
		f(t.val)
		t.right.Walk(f)
	}
}

type notFound struct{ id ID }

func (n *notFound) Error() string { return "no " + string(n.id) }

func lookup(id ID) (Status, error) {
	switch {
	case id == "":
		return Bad, &notFound{"empty"}
	case strings.HasPrefix(string(id), "w"):
		return Warn, nil
	}
	return OK, nil
}

func main() {
	s := OK
	s = s.Worse(Warn).Worse(OK)
	fmt.Println(s, s.String(), Bad > s, statusNames[Bad])
	fmt.Printf("%s %d %v\n", s, s, Bad)
	set := Set{}.Add("a", "b")
	set.Add("c")
	fmt.Println(set.Has("c"), set.Has("z"), len(set))
	var l List
	l.Push("x")
	l.Push("y")
	fmt.Println(l.Join(), l.Map(strings.ToUpper).Join(), len(l), l[1:].Join())
	p := Len(2).And(Pred(func(s string) bool { return s[0] == 'a' })).Not()
	fmt.Println(p("ab"), p("b"), p("abc"))
	pr := MakePair([]int{1}, ID("k"))
	fmt.Println(pr.Is("k"), pr.First, pr.Second)
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[int64](), Keys(map[ID]int{"a": 1}))
	fmt.Println(Reduce([]string{"a", "bb"}, 0, func(n int, s string) int { return n + len(s) }))
	st := &Stack[Status]{}
	st.Push(Warn)
	st.Push(Bad)
	v, ok := st.Pop()
	fmt.Println(v, ok, len(st.items))
	st.Pop()
	v, ok = st.Pop()
	fmt.Println(v, ok)
	fmt.Println(Some("x").Or("y"), Opt[int]{}.Or(7))
	var t *Tree[string]
	for _, w := range strings.Fields("m c x a z") {
		t = t.Insert(w, func(a, b string) bool { return a < b })
	}
	var out []string
	t.Walk(func(s string) { out = append(out, s) })
	fmt.Println(out)
	for _, id := range []ID{"", "w1", "k"} {
		st, err := lookup(id)
		var nf *notFound
		switch {
		case errors.As(err, &nf):
			fmt.Println("nf", nf.id, st)
		case err == nil && st == Warn:
			fmt.Println("warned", id)
		default:
			fmt.Println("fine", st)
		}
	}
	type local struct {
		Status
		n int
	}
	ls := []local{{Warn, 1}, {Bad, 2}}
	worst := OK
	for _, x := range ls {
		worst = worst.Worse(x.Status)
		fmt.Print(x.String(), x.n, " ")
	}
	fmt.Println(worst)
	b := []byte("x")
	b = append(b, "yz"...)
	id := ID(b)
	fmt.Println(id+"!", len(id), string(id[1]), id[1:] == "yz", strings.Contains(string(id), "y"))
	func(xs ...Status) {
		for i, x := range xs {
			fmt.Print(i, x, " ")
		}
		fmt.Println(len(xs))
	}(OK, Bad)
	m := map[Status][]ID{OK: {"a"}, Bad: nil}
	m[Bad] = append(m[Bad], "b", "c")
	for _, k := range []Status{OK, Warn, Bad} {
		fmt.Print(k, len(m[k]), " ")
	}
	fmt.Println()
	conv := []rune(string(id))
	fmt.Println(len(conv), float64(Bad)/2, int(s)+1, Status(1) == Warn, ^Status(0) > Bad)
}
