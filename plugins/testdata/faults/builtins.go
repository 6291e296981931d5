// The fault that gate/builtins.go is about.
package main

import (
	"fmt"
)

func main() {
	m := map[string]int{"a": 1}
	clear(m)
	fmt.Println(min(2, 1), max(2, 1), len(m), *new(42))
}
