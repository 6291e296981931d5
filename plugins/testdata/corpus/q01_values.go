package main

import "fmt"

type in struct{ a, b int }
type T struct {
	n   int
	arr [3]int
	s   []int
	in  in
	p   *in
	m   map[string]int
}

func mod(t T) T {
	t.n = 100
	t.arr[0] = 100
	t.s[0] = 100
	t.in.a = 100
	t.p.a = 100
	return t
}
func (t T) val() T { t.n++; t.arr[1]++; return t }
func (t *T) ptr()  { t.n++; t.arr[2]++; t.in.b++ }
func arr(a [3]int) [3]int {
	a[0] = 9
	return a
}
func two(t T) (T, *T) { return t, &t }

var global = T{n: 1, s: []int{1}, p: &in{}}

func get() T { return global }

func show(l string, t T) { fmt.Println(l, t.n, t.arr, t.s, t.in.a, t.in.b, t.p.a, len(t.m)) }

func main() {
	t := T{n: 1, s: []int{1, 2}, p: &in{1, 2}, m: map[string]int{}}
	u := t
	u.n, u.arr[1], u.in.b = 7, 7, 7
	show("t", t)
	show("u", u)
	v := mod(t)
	show("t", t)
	show("v", v)
	t.val()
	t.ptr()
	show("t", t)
	w := t.val()
	show("w", w)
	list := []T{t, u}
	list[0].n = 55
	list[1].ptr()
	show("t", t)
	show("u", u)
	show("l0", list[0])
	show("l1", list[1])
	for _, x := range list {
		x.n = -1
		x.ptr()
	}
	for i := range list {
		list[i].arr[0] = i + 1
	}
	show("l0", list[0])
	m := map[string]T{"a": t}
	x := m["a"]
	x.n = 77
	show("ma", m["a"])
	m["a"] = x
	t.n = 3
	show("ma", m["a"])
	mp := map[string]*T{"a": &t}
	mp["a"].n++
	mp["a"].ptr()
	show("t", t)
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 8
	c := arr(b)
	fmt.Println(a, b, c, a == [3]int{1, 2, 3})
	aa := [2][2]int{{1, 2}, {3, 4}}
	row := aa[0]
	row[0] = 50
	aa[1] = row
	fmt.Println(aa, row)
	pa := &aa
	pa[0][1] = 60
	cp := *pa
	cp[0][0] = 70
	fmt.Println(aa, cp)
	st := struct {
		T
		k int
	}{t, 1}
	st.n = 1000
	st.ptr()
	show("t", t)
	show("st", st.T)
	f := func(t T) { t.n = 5; t.ptr() }
	f(t)
	show("t", t)
	g := t.val
	t.n = 500
	show("g", g())
	h := t.ptr
	h()
	show("t", t)
	q, r := two(t)
	q.n, r.n = 1, 2
	fmt.Println(t.n, q.n, r.n)
	z := get()
	z.n = 9
	z.s[0] = 9
	fmt.Println(global.n, global.s)
	gp := &global
	gp.in = in{4, 5}
	i1 := gp.in
	i1.a = 6
	fmt.Println(global.in, i1)
	ch := make(chan T, 2)
	ch <- t
	t.n = 0
	fmt.Println((<-ch).n)
	var e any = t
	t.n = 12
	fmt.Println(e.(T).n, t.n)
	e2 := e
	y := e2.(T)
	y.n = 13
	fmt.Println(e.(T).n, e2.(T).n)
	ptrs := []*in{}
	for _, k := range []in{{1, 2}, {3, 4}} {
		ptrs = append(ptrs, &k)
	}
	ptrs[0].a = 10
	fmt.Println(*ptrs[0], *ptrs[1])
	sw := t.in
	t.in, sw = sw, in{8, 8}
	fmt.Println(t.in, sw)
	s1 := []in{{1, 1}, {2, 2}, {3, 3}}
	s1[0], s1[2] = s1[2], s1[0]
	s2 := append(s1[:1], s1[2:]...)
	fmt.Println(s1, s2)
	p1, p2 := &in{1, 1}, &in{2, 2}
	*p1, *p2 = *p2, *p1
	fmt.Println(*p1, *p2)
	p1 = p2
	*p1 = in{5, 5}
	fmt.Println(*p2)
	closure := func() in { return sw }
	k := closure()
	k.a = 99
	fmt.Println(sw, k)
	defer func(t T) { fmt.Println("deferred", t.n) }(t)
	t.n = 99999
}
