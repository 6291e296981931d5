// The fault that gate/methods.go is about.
package main

import (
	"fmt"
)

type deep struct{ inner }

type inner struct{}

func (inner) Name() string { return "inner" }

type near struct{}

func (near) Name() string { return "near" }

type both struct {
	deep
	near
}

func main() { fmt.Println(both{}.Name()) }
