package main

import (
	"fmt"
	"maps"
)

func main() {
	m := map[string]int{"a": 1}
	n := maps.Clone(m)
	n["b"] = 2
	fmt.Println(len(m), len(n), maps.Equal(m, n))
}
