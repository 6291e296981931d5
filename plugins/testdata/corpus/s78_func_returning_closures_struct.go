package main

import "fmt"

type F struct {
	A func(int) int
	B func()
}

func New(k int) *F {
	n := 0
	f := &F{}
	f.A = func(i int) int { n += i * k; return n }
	f.B = func() { n = 0 }
	return f
}
func main() {
	a, b := New(1), New(10)
	a.A(1)
	b.A(1)
	fmt.Println(a.A(1), b.A(1))
	a.B()
	fmt.Println(a.A(5), b.A(0))
}
