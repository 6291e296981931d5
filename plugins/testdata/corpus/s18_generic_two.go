package main

import "fmt"

type Set[K comparable] map[K]struct{}

func (s Set[K]) Add(k K)      { s[k] = struct{}{} }
func (s Set[K]) Has(k K) bool { _, ok := s[k]; return ok }

type Pair[A any, B any] struct {
	A A
	B B
}

func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }
func main() {
	s := Set[string]{}
	s.Add("x")
	fmt.Println(s.Has("x"), s.Has("y"))
	p := MakePair("a", 1)
	fmt.Println(p.A, p.B)
}
