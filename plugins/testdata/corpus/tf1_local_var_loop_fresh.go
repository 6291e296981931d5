package main

import "fmt"

func main() {
	var ps []*int
	for i := 0; i < 3; i++ {
		x := i * 10
		ps = append(ps, &x)
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	var q []*int
	for i := 0; i < 3; i++ {
		var z int
		z += i
		q = append(q, &z)
	}
	for _, p := range q {
		fmt.Print(*p, " ")
	}
	for i := 0; i < 2; i++ {
		var b []int
		b = append(b, i)
		fmt.Print(len(b))
		var s struct{ n int }
		s.n++
		fmt.Print(s.n)
	}
	fmt.Println()
}
