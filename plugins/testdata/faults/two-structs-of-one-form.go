// The fault that gate/composites.go is about.
package main

import (
	"fmt"
)

type point struct{ x, y int }

type size struct{ x, y int }

func main() {
	switch any(size{1, 2}).(type) {
	case point:
		fmt.Println("point")
	case size:
		fmt.Println("size")
	}
}
