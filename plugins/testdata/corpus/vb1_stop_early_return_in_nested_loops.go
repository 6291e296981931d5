package main

import "fmt"

func find(m map[string][]int, x int) (string, bool) {
	for k, v := range m {
		for _, y := range v {
			if y == x {
				return k, true
			}
		}
	}
	return "", false
}
func main() { fmt.Println(find(map[string][]int{"a": {1, 2}, "b": {3}}, 3)); fmt.Println(find(nil, 3)) }
