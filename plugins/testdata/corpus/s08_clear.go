package main

import "fmt"

func main() {
	m := map[string]int{"a": 1}
	clear(m)
	s := []int{1, 2}
	clear(s)
	fmt.Println(len(m), s)
}
