package main

import "fmt"

func main() {
	x := 1
	f := func() { x++ }
	f()
	f()
	y := x
	g := func() int { y := y + 1; return y }
	fmt.Println(x, g(), y)
	var h func(int) int
	h = func(n int) int {
		if n < 2 {
			return 1
		}
		return n * h(n-1)
	}
	fmt.Println(h(5))
}
