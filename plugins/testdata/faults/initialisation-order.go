// The fault that gate/lower.go is about.
package main

import (
	"fmt"
)

var a = b + 1

var b = f()

func f() int { return c * 2 }

var c = 3

func main() { fmt.Println(a, b, c) }
