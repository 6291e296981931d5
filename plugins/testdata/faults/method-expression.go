// The fault that gate/methods.go is about.
package main

import (
	"fmt"
)

type point struct{ x int }

func (p point) X() int { return p.x }

func main() { f := point.X; fmt.Println(f(point{3})) }
