package main

import (
	"fmt"
	"slices"
)

func main() {
	s := []int{1, 2, 3}
	fmt.Println(slices.ContainsFunc(s, func(x int) bool { return x > 2 }), slices.IndexFunc(s, func(x int) bool { return x == 2 }))
	s = slices.Insert(s, 1, 9)
	slices.Reverse(s)
	fmt.Println(s, slices.Compact([]int{1, 1, 2}))
	s = slices.DeleteFunc(s, func(x int) bool { return x == 9 })
	fmt.Println(s)
}
