package main

import "fmt"

func two(a, b int) (int, int) { return b, a }
func main() {
	a, b := 1, 2
	a, b = two(a, b)
	fmt.Println(a, b)
	a, b = two(a, b)
	fmt.Println(a, b)
	x := 10
	x = func(y int) int { x = 100; return y + 1 }(x)
	fmt.Println(x)
}
