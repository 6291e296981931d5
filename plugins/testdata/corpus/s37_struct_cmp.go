package main

import "fmt"

type K struct {
	a string
	b int
}

func main() {
	m := map[K]int{{"x", 1}: 5}
	m[K{"x", 1}]++
	fmt.Println(m[K{"x", 1}], K{"a", 1} == K{"a", 1})
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 9
	fmt.Println(a, b, a == b)
	var i any = 1
	var j any = 1
	fmt.Println(i == j)
}
