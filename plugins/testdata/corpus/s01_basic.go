package main

import (
	"fmt"
	"strings"
)

type P struct{ X, Y int }

func (p P) Sum() int { return p.X + p.Y }
func (p *P) Inc()    { p.X++ }
func main() {
	p := P{1, 2}
	p.Inc()
	f := p.Sum
	g := p.Inc
	g()
	fmt.Println(p.Sum(), f(), strings.ToUpper("ok"))
}
