package main

import "fmt"

type F struct{ A func(int) int }
type P struct{ k int }

func (p *P) mul(i int) int { p.k++; return p.k * i }
func New() *F              { p := &P{2}; return &F{A: p.mul} }
func main()                { f := New(); fmt.Println(f.A(10), f.A(10)) }
