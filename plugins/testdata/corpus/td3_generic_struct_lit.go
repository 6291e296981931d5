package main

import "fmt"

type Pair[A any, B any] struct {
	A A
	B B
}

func main() {
	p := Pair[string, int]{"a", 1}
	fmt.Println(p.A, p.B)
	q := Pair[string, int]{A: "x"}
	fmt.Println(q.A)
}
