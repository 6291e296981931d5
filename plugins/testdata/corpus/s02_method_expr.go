package main

import "fmt"

type P struct{ X int }

func (p P) Get(a int) int { return p.X + a }
func main()               { f := P.Get; fmt.Println(f(P{3}, 4)); g := (*P).Get; fmt.Println(g(&P{5}, 1)) }
