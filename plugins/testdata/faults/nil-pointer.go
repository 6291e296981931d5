// The fault that gate/pointers.go is about.
package main

import (
	"fmt"
)

func main() {
	var p *int
	m := map[int]int{0: 1}
	defer func() { fmt.Println(recover() != nil, len(m)) }()
	m[0] = *p
}
