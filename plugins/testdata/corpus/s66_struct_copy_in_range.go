package main

import "fmt"

type T struct {
	n int
	s []int
}

func main() {
	ts := []T{{n: 1}, {n: 2}}
	for _, t := range ts {
		t.n = 9
	}
	for i := range ts {
		ts[i].n++
	}
	fmt.Println(ts[0].n, ts[1].n)
	a := ts[0]
	a.n = 100
	fmt.Println(ts[0].n)
	p := &ts[1]
	p.n = 50
	fmt.Println(ts[1].n)
	m := map[string]T{"a": {n: 1}}
	v := m["a"]
	v.n = 7
	fmt.Println(m["a"].n)
}
