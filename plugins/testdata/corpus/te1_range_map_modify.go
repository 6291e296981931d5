package main

import "fmt"

func main() {
	m := map[int]bool{1: true, 2: true}
	for k := range m {
		delete(m, k)
	}
	fmt.Println(len(m))
	for k, v := range map[string]int{"a": 1} {
		fmt.Println(k, v)
	}
}
