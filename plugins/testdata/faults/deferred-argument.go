// The fault that gate/defers.go is about.
package main

import (
	"fmt"
)

func main() {
	x := 1
	defer fmt.Println(x)
	x = 2
}
