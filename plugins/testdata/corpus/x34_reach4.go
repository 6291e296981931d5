package main

import "fmt"

type state func(*mach) state
type mach struct {
	list []*ent
	cur  state
	prev *mach
	n    int
}
type ent struct {
	s     state
	m     map[string]*ent
	owner *mach
}

func a(m *mach) state { m.n++; return m.list[0].s }
func main() {
	m := &mach{list: []*ent{{s: a}}}
	s := state(a)
	for i := 0; i < 3; i++ {
		s = s(m)
	}
	fmt.Println(m.n)
}
