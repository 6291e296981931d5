package main

import "fmt"

type I interface {
	get() state
	all() []state
}
type state func(I) state
type T struct {
	n int
	l []state
}

func (t *T) get() state   { t.n++; return a }
func (t *T) all() []state { return t.l }
func a(i I) state         { return i.get() }
func main() {
	t := &T{}
	s := state(a)
	for i := 0; i < 3; i++ {
		s = s(t)
	}
	fmt.Println(t.n, len(t.all()))
}
