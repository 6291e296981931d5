package main

import "fmt"

type T struct {
	a, b *T
	n    int
}

func f(t *T) bool { return t != nil && t.a != nil && t.a.n > 0 }
func g(xs []string, s string) bool {
	for _, x := range xs {
		if x == s {
			return true
		}
	}
	return false
}
func h(a, b int) (lt, eq bool) { return a < b, a == b }
func main() {
	fmt.Println(f(nil), f(&T{}), f(&T{a: &T{n: 1}}), g([]string{"a"}, "a"), g(nil, "b"))
	l, e := h(1, 2)
	fmt.Println(l, e)
	v := func(b bool) bool { return !b }
	if !v(true) && v(false) {
		fmt.Println("ok")
	}
	if b := f(nil); !b {
		fmt.Println("neg")
	}
}
