package main

import "fmt"

type P struct{ n int }

func (p *P) Get() int { return p.n }

type F struct{ A, B func() int }

func mk(n int) F { p := &P{n}; a := p.Get; p = &P{n + 10}; return F{a, p.Get} }
func main()      { f := mk(1); g := mk(2); fmt.Println(f.A(), f.B(), g.A(), g.B()) }
