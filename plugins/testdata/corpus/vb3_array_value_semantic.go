package main

import "fmt"

type G [3]int

func (g G) with(i, v int) G { g[i] = v; return g }
func mod(a [3]int)          { a[0] = 100 }
func main() {
	var g G
	h := g.with(1, 5)
	fmt.Println(g, h)
	a := [3]int{1, 2, 3}
	mod(a)
	fmt.Println(a)
	s := a[:]
	s[0] = 9
	fmt.Println(a)
	m := map[string][2]int{"x": {1, 2}}
	x := m["x"]
	x[0] = 7
	fmt.Println(m["x"][0])
	st := struct{ a [2]int }{[2]int{1, 2}}
	c := st
	c.a[0] = 9
	fmt.Println(st.a[0])
	pa := &a
	pa[1] = 77
	fmt.Println(a[1], len(pa))
	for i := range pa {
		pa[i]++
	}
	fmt.Println(a)
}
