// The fault that gate/instances.go is about.
package main

import (
	"fmt"
)

type pair[A, B any] struct {
	a A
	b B
}

func apply[T, U any](list []T, f func(T) U) []U {
	var out []U
	for _, t := range list {
		out = append(out, f(t))
	}
	return out
}

func main() {
	p := pair[int, string]{1, "x"}
	fmt.Println(p.a, p.b, apply([]int{1, 2}, func(i int) string { return fmt.Sprint(i * 2) }))
}
