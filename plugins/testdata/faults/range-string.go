// The fault that gate/ranges.go is about.
package main

import (
	"fmt"
)

func main() {
	for i, r := range "a\xffb\xe4\xb8" {
		fmt.Print(i, " ", r, " ")
	}
	for i := range "\u00e9\u4e16z" {
		fmt.Print(i, " ")
	}
}
