package main

import "fmt"

type In struct{ n int }
type T struct {
	n  int
	in In
	m  map[string]int
	l  []int
}

func f(t T)      { t.n = 9; t.in.n = 9; t.m["k"] = 9; t.l[0] = 9 }
func (t T) g()   { t.n = 8; t.in.n = 8 }
func ret(t *T) T { return *t }
func main() {
	t := T{1, In{1}, map[string]int{}, []int{1}}
	f(t)
	t.g()
	fmt.Println(t.n, t.in.n, t.m["k"], t.l[0])
	u := ret(&t)
	u.n = 50
	u.in.n = 50
	fmt.Println(t.n, t.in.n)
	in := t.in
	in.n = 60
	fmt.Println(t.in.n)
	p := &t.in
	p.n = 70
	fmt.Println(t.in.n)
	ts := []T{t}
	ts[0].in.n = 80
	fmt.Println(t.in.n)
	v := ts[0]
	v.in.n = 90
	fmt.Println(ts[0].in.n)
	var arr [2]In
	arr[0].n = 1
	brr := arr
	brr[0].n = 2
	fmt.Println(arr[0].n)
	fn := func(i In) In { i.n = 1000; return i }
	fmt.Println(fn(t.in).n, t.in.n)
}
