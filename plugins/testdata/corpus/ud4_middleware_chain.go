package main

import "fmt"

type H func(string) string
type MW func(H) H

func chain(h H, ms ...MW) H {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}
func tag(t string) MW {
	return func(n H) H { return func(s string) string { return t + "(" + n(s) + ")" } }
}
func main() {
	h := chain(func(s string) string { return s }, tag("a"), tag("b"), tag("c"))
	fmt.Println(h("x"))
}
