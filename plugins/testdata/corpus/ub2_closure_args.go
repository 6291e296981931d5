package main

import "fmt"

func apply(f func(int) int, n int) int { return f(n) }
func main() {
	base := 10
	f := func(x int) int { return x + base }
	base = 20
	fmt.Println(f(1), apply(f, 2), apply(func(x int) int { return x * base }, 3))
	var fs []func()
	for _, n := range []int{1, 2} {
		n := n
		fs = append(fs, func() { base += n })
	}
	for _, g := range fs {
		g()
	}
	fmt.Println(base)
	counter := func() func() int { c := 0; return func() int { c++; return c } }()
	counter()
	fmt.Println(counter())
}
