// The fault that gate/formatting.go is about.
package main

import (
	"fmt"
)

type level int

func (l level) String() string { return "level" }

func main() { fmt.Printf("%d %s %v\n", level(3), level(3), level(3)) }
