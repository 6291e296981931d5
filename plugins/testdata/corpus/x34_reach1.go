package main

import "fmt"

type tab struct{ m map[string]state }
type mach struct {
	t *tab
	n int
}
type state func(*mach) state

func a(m *mach) state { m.n++; return m.t.m["b"] }
func main() {
	m := &mach{t: &tab{map[string]state{"b": a, "c": nil}}}
	s := state(a)
	for i := 0; i < 3; i++ {
		s = s(m)
	}
	fmt.Println(m.n)
}
