package main

import (
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}
func main() {
	for v := range count(3) {
		fmt.Print(v)
	}
	next, stop := iter.Pull(count(2))
	defer stop()
	v, ok := next()
	fmt.Println(v, ok)
}
