package main

import "fmt"

type A struct{ n int }

func (a A) Get() int   { return a.n }
func (a *A) Set(n int) { a.n = n }

type B struct {
	A
	*C
	m int
}
type C struct{ c string }

func (c *C) Name() string { return "C" + c.c }

type I interface {
	Get() int
	Set(int)
}
type N interface{ Name() string }

func use(i I) int { i.Set(i.Get() + 1); return i.Get() }

func main() {
	b := B{A{1}, &C{"x"}, 2}
	fmt.Println(use(&b), b.n, b.A.n, b.Name(), N(b).Name(), N(&b).Name())
	get, set, name := b.Get, b.Set, b.Name
	set(10)
	b.C = &C{"y"}
	fmt.Println(get(), b.Get(), name(), b.Name())
	fs := []func(int){b.Set, (&b.A).Set, func(n int) { b.m = n }}
	for i, f := range fs {
		f(i * 100)
	}
	fmt.Println(b.n, b.m)
	g := (*A).Set
	g(&b.A, 7)
	h := A.Get
	k := B.Get
	fmt.Println(h(b.A), k(b), I.Get(&b))
	c := b
	c.Set(99)
	c.c = "shared"
	fmt.Println(b.n, c.n, b.c)
	arr := [...]B{b, c}
	for i := range arr {
		arr[i].Set(i)
	}
	for _, x := range arr {
		x.Set(55)
	}
	fmt.Println(arr[0].n, arr[1].n)
	m := map[string]*B{"b": &b}
	m["b"].Set(3)
	m["b"].A.n++
	fmt.Println(b.n)
	var i I = &b
	if s, ok := i.(interface{ Name() string }); ok {
		fmt.Println(s.Name())
	}
	switch x := i.(type) {
	case *A:
		fmt.Println("A", x.n)
	case *B:
		fmt.Println("B", x.m, x.n)
	}
	p := &b
	pp := &p
	(*pp).Set(8)
	(**pp).n++
	fmt.Println(b.n)
	func(x B, y *B) { x.n, y.n = 1, 2 }(b, &b)
	fmt.Println(b.n, func() B { return b }().Get(), (&B{A: A{5}}).Get())
	anon := struct {
		A
		tag string
	}{A{4}, "t"}
	anon.Set(6)
	fmt.Println(anon.Get(), anon.tag, anon == struct {
		A
		tag string
	}{A{6}, "t"})
}
