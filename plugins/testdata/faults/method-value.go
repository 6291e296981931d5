// The fault that gate/methods.go is about.
package main

import (
	"fmt"
)

type point struct{ x int }

func (p point) X() int { return p.x }

func main() {
	var fs []func() int
	for _, p := range []point{{1}, {2}} {
		fs = append(fs, p.X)
	}
	fmt.Println(fs[0](), fs[1]())
}
