package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

type Set[T comparable] map[T]struct{}

func SetOf[T comparable](xs ...T) Set[T] {
	s := make(Set[T], len(xs))
	for _, x := range xs {
		s.Add(x)
	}
	return s
}
func (s Set[T]) Add(x T)      { s[x] = struct{}{} }
func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }
func (s Set[T]) Union(o Set[T]) Set[T] {
	u := Set[T]{}
	for x := range s {
		u.Add(x)
	}
	for x := range o {
		u.Add(x)
	}
	return u
}

func Sorted[T cmp.Ordered](s Set[T]) []T {
	out := make([]T, 0, len(s))
	for x := range s {
		out = append(out, x)
	}
	slices.Sort(out)
	return out
}

func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func Filter[S ~[]E, E any](s S, keep func(E) bool) S {
	var out S
	for _, e := range s {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}

func Reduce[T, A any](xs []T, init A, f func(A, T) A) A {
	for _, x := range xs {
		init = f(init, x)
	}
	return init
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func Pairs[K cmp.Ordered, V any](m map[K]V) []Pair[K, V] {
	out := []Pair[K, V]{}
	for k, v := range m {
		out = append(out, Pair[K, V]{k, v})
	}
	slices.SortFunc(out, func(a, b Pair[K, V]) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return x, false
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

func main() {
	a := SetOf("x", "y")
	b := SetOf("y", "z")
	fmt.Println(Sorted(a.Union(b)), a.Has("z"))
	fmt.Println(Map([]int{1, 2, 3}, func(i int) string { return strings.Repeat("*", i) }))
	fmt.Println(Filter([]int{1, 2, 3, 4}, func(i int) bool { return i%2 == 0 }))
	fmt.Println(Reduce([]string{"a", "bb"}, 0, func(n int, s string) int { return n + len(s) }))
	for _, p := range Pairs(map[string]int{"b": 2, "a": 1}) {
		fmt.Println(p.Key, p.Val)
	}
	fmt.Println(Pairs(map[int]string{2: "b", 1: "a"}))
	fmt.Printf("%+v\n", Pairs(map[int]string{2: "b", 1: "a"}))
	var s Stack[Pair[string, int]]
	s.Push(Pair[string, int]{"p", 1})
	s.Push(Pair[string, int]{"q", 2})
	x, ok := s.Pop()
	fmt.Println(x, ok)
	s.Pop()
	_, ok = s.Pop()
	fmt.Println(ok)
}
