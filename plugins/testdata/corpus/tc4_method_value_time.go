package main

import "fmt"

type P struct{ n int }

func (p P) Get() int { return p.n }
func main() {
	p := P{1}
	f := p.Get
	p.n = 2
	fmt.Println(f())
	q := &P{1}
	g := q.Get
	q.n = 5
	fmt.Println(g())
}
