package main

import "fmt"

type P struct{ x int }

func (p P) Dbl() int   { return p.x * 2 }
func (p *P) Set(n int) { p.x = n }
func main() {
	m := map[string]P{"a": {2}}
	fmt.Println(m["a"].Dbl())
	l := []P{{1}, {2}}
	l[0].Set(9)
	for i := range l {
		l[i].Set(l[i].x + 1)
	}
	fmt.Println(l)
	arr := [2]P{}
	arr[1].Set(4)
	fmt.Println(arr)
	f := func() P { return P{3} }
	fmt.Println(f().Dbl())
	pp := &l[1]
	pp.Set(100)
	fmt.Println(l[1].x, (*pp).Dbl(), (&P{7}).Dbl(), P{8}.Dbl())
}
