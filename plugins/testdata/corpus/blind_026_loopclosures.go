package main

import "fmt"

type handler struct {
	name string
	fn   func(string) string
}

func chain(hs ...func(string) string) func(string) string {
	out := func(s string) string { return s }
	for _, h := range hs {
		prev := out
		out = func(s string) string { return h(prev(s)) }
	}
	return out
}

func main() {
	var fs []func() int
	for i := 0; i < 4; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), ",", f(), " ")
	}
	fmt.Println()
	var j int
	var gs []func() int
	for j = 0; j < 3; j++ {
		gs = append(gs, func() int { j++; return j })
	}
	fmt.Println(gs[0](), gs[1](), gs[2](), j)
	for i := 0; i < 6; i++ {
		bump := func() { i++ }
		if i%2 == 0 {
			bump()
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	var ptrs []*int
	for i := range 3 {
		ptrs = append(ptrs, &i)
	}
	*ptrs[1] += 100
	fmt.Println(*ptrs[0], *ptrs[1], *ptrs[2])
	var hs []handler
	for i, n := range []string{"a", "b", "c"} {
		hs = append(hs, handler{n, func(s string) string { return fmt.Sprint(s, n, i) }})
	}
	var ff []func(string) string
	for _, h := range hs {
		ff = append(ff, h.fn)
	}
	fmt.Println(chain(ff...)(">"), chain()("id"))
	mk := func(a int) func(int) func() int {
		return func(b int) func() int {
			a++
			return func() int { b++; return a*100 + b }
		}
	}
	m := mk(1)
	p, q := m(5), m(7)
	fmt.Println(p(), p(), q(), p())
	for k, f := range map[string]func() string{"only": func() string { return "one" }} {
		defer func() { fmt.Println(k, f()) }()
	}
}
