// The fault that gate/interfaces.go is about.
package main

import (
	"fmt"
)

type shape interface{ Area() int }

type square struct{ side int }

func (s square) Area() int { return s.side * s.side }

func main() {
	q := square{2}
	var s shape = q
	q.side = 3
	fmt.Println(s.Area())
}
