package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

type Set[T comparable] map[T]struct{}

func SetOf[T comparable](xs ...T) Set[T] {
	s := Set[T]{}
	for _, x := range xs {
		s.Add(x)
	}
	return s
}
func (s Set[T]) Add(x T)      { s[x] = struct{}{} }
func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }
func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}
func Reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}
func SortedKeys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	ks := make([]K, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) *Stack[T] { s.items = append(s.items, x); return s }
func (s *Stack[T]) Pop() (x T, err error) {
	if len(s.items) == 0 {
		return x, errors.New("empty")
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, nil
}

type number interface{ ~int | ~float64 }

func Sum[T number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

type cents int

func main() {
	s := SetOf("b", "a", "b")
	fmt.Println(len(s), s.Has("a"), s.Has("z"), SortedKeys(s))
	fmt.Println(Map([]string{"a", "bcd"}, func(s string) int { return len(s) }), Map([]int{1}, func(i int) string { return strings.Repeat("x", i+2) }))
	fmt.Println(Reduce([]int{1, 2, 3}, "", func(a string, i int) string { return fmt.Sprint(a, i) }))
	var st Stack[[2]int]
	st.Push([2]int{1, 2}).Push([2]int{3, 4})
	for range 3 {
		fmt.Println(st.Pop())
	}
	fmt.Printf("%v %T %v\n", Sum(1, 2, 3), Sum(cents(5), 6), Sum(.5, 1))
	f := Sum[float64]
	fmt.Println(f(), f(1.25), SortedKeys(map[int]bool{3: true, 1: false}))
}
