package main

import "fmt"

type In struct{ n int }
type Out struct {
	in In
	p  *In
	l  []int
}

func main() {
	i := In{1}
	o := Out{in: i, p: &i, l: []int{i.n}}
	i.n = 2
	fmt.Println(o.in.n, o.p.n, o.l[0])
	var os []Out
	for k := 0; k < 3; k++ {
		i.n = k
		os = append(os, Out{in: i})
	}
	for _, o := range os {
		fmt.Print(o.in.n)
	}
	fmt.Println()
	a := []int{i.n, i.n + 1}
	i.n = 50
	fmt.Println(a)
	mm := map[string]int{"a": i.n}
	i.n = 1
	fmt.Println(mm)
}
