// The fault that gate/functions.go is about.
package main

import (
	"fmt"
)

func next() (n int) { n++; return }

func main() {
	x := 5
	x = next()
	fmt.Println(x)
}
