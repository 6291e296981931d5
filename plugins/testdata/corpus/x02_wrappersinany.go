package main

import "fmt"

type pe struct{ n int }

func (p *pe) Error() string { return "pe" }

type ve struct{ n, m int }

func (p ve) Error() string { return "ve" }

type st string

func (s st) String() string { return string(s) }

func main() {
	var err error = &pe{1}
	var a any = err
	p, ok := a.(*pe)
	fmt.Println(p != nil, ok)
	err = ve{1, 2}
	a = err
	v, ok := a.(ve)
	fmt.Println(v.n, ok)
	var s fmt.Stringer = st("x")
	a = s
	t, ok := a.(st)
	fmt.Println(string(t), ok)
	switch x := a.(type) {
	case st:
		fmt.Println("st", string(x))
	case ve:
		fmt.Println("ve")
	}
	list := []any{err, s}
	_, ok = list[0].(ve)
	fmt.Println(ok)
	f := func(a any) any { return a }
	_, ok = f(err).(ve)
	fmt.Println(ok, f(err) == any(ve{1, 2}))
	m := map[any]int{}
	_ = m
}
