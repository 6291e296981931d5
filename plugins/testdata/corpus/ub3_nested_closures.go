package main

import "fmt"

func main() {
	a := 1
	f := func() func() int { b := 10; return func() int { a++; b++; return a + b } }
	g := f()
	h := f()
	fmt.Println(g(), g(), h(), a)
	mk := func(n int) map[string]func() int {
		return map[string]func() int{"inc": func() int { n++; return n }, "get": func() int { return n }}
	}
	x, y := mk(1), mk(100)
	x["inc"]()
	y["inc"]()
	fmt.Println(x["get"](), y["get"]())
}
