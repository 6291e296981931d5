// The fault that gate/assignments.go is about.
package main

import "fmt"

type expression interface{ value() int }

type number int

type sum struct{ l, r expression }

func (n number) value() int { return int(n) }
func (s *sum) value() int   { return s.l.value() + s.r.value() }

func main() {
	var e expression = number(1)
	for i := 0; i < 3; i++ {
		e = &sum{e, number(i)}
	}
	s := e.(*sum)
	if inner, ok := s.l.(*sum); ok && inner == s {
		fmt.Println("it leads to itself")
		return
	}
	fmt.Println(e.value())
}
