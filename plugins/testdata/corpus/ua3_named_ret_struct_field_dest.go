package main

import "fmt"

type S struct {
	a int
	e error
}

func g(b bool) (n int, err error) {
	if b {
		return 5, fmt.Errorf("x")
	}
	return
}
func main() {
	s := &S{a: 3}
	s.a, s.e = g(false)
	fmt.Println(s.a, s.e)
	s.a, s.e = g(true)
	fmt.Println(s.a, s.e)
	s.a, s.e = g(false)
	fmt.Println(s.a, s.e)
	m := map[string]int{"k": 4}
	var e error
	m["k"], e = g(false)
	fmt.Println(m["k"], e)
}
