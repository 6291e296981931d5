package main

import "fmt"

type T struct {
	n    int
	p    *int
	next *T
}

func set(p *int)      { *p = 9 }
func (t *T) self() *T { return t }
func main() {
	n := 1
	p := &n
	set(p)
	set(&n)
	fmt.Println(n, *p == n, p == &n)
	t := &T{n: 1}
	set(&t.n)
	fmt.Println(t.n)
	l := []int{1, 2}
	set(&l[1])
	fmt.Println(l)
	q := new(int)
	*q += 5
	t.p = q
	*t.p *= 2
	fmt.Println(*q)
	pp := &p
	**pp = 77
	fmt.Println(n)
	t.next = &T{n: 3}
	t.next.next = t
	fmt.Println(t.next.next.next.n, t.self().self() == t)
	a, b := &T{}, &T{}
	fmt.Println(a == b, *a == *b)
	tt := *t
	tt.n = 1000
	fmt.Println(t.n)
}
