package main

import "fmt"

func main() {
	var walk func(n int, acc []int) []int
	walk = func(n int, acc []int) []int {
		if n == 0 {
			return acc
		}
		x := n * n
		r := walk(n-1, append(acc, x))
		if x != n*n {
			panic("clobbered")
		}
		return r
	}
	fmt.Println(walk(4, nil))
	var depth func(int) int
	depth = func(n int) int {
		l := n
		if n > 0 {
			depth(n - 1)
		}
		return l
	}
	fmt.Println(depth(5))
}
