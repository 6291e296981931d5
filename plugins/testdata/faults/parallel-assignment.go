// The fault that gate/assignments.go is about.
package main

import (
	"fmt"
)

func f(n int) int { return n * 10 }

func main() {
	i, s := 0, []string{"a", "b"}
	i, s[i] = 1, "x"
	a, b := 1, 2
	a, b = b+1, f(a)
	fmt.Println(i, s, a, b)
}
