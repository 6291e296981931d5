package main

import "fmt"

type Hooks struct {
	A func(string) string
	B func()
}

func run(h *Hooks, s string) string {
	if h.A != nil {
		s = h.A(s)
	}
	if h.B == nil {
		s += "-noB"
	}
	return s
}
func main() {
	h := &Hooks{}
	fmt.Println(run(h, "x"))
	h.A = func(s string) string { return s + s }
	fmt.Println(run(h, "x"))
	old := h.A
	h.A = func(s string) string { return old(s) + "!" }
	fmt.Println(run(h, "y"))
	fs := map[string]func(int) int{"d": func(i int) int { return i * 2 }}
	if f, ok := fs["d"]; ok {
		fmt.Println(f(4))
	}
}
