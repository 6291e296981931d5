package main

import "fmt"

type F uint8

const (
	_ F = 1 << iota
	X
	Y
	Z
)

func (f F) Has(g F) bool { return f&g != 0 }
func main()              { f := X | Z; fmt.Println(f, f.Has(Y), f.Has(Z), f&^X); f |= Y; fmt.Println(f) }
