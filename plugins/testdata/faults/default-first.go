// The fault that gate/switches.go is about.
package main

import (
	"fmt"
)

func main() {
	x := 2
	switch {
	default:
		fmt.Println("default")
	case x == 1, x == 2:
		fmt.Println("case")
	}
}
