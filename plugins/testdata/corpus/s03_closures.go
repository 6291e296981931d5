package main

import "fmt"

func mk() (func() int, func()) { n := 0; return func() int { return n }, func() { n++ } }
func main() {
	g, i := mk()
	i()
	i()
	fmt.Println(g())
	a, b := mk()
	b()
	fmt.Println(a(), g())
}
