package main

import (
	"fmt"
	"io"
)

type T struct{ w io.Writer }

func main() {
	t := T{}
	fmt.Println(t.w == nil)
	var e error
	if e != nil {
		fmt.Println("x")
	}
	var a any
	fmt.Println(a == nil)
	m := map[string]any{"a": nil}
	v, ok := m["a"]
	fmt.Println(v == nil, ok)
	var f func()
	fmt.Println(f == nil)
	var s []int
	fmt.Println(s == nil, len(s))
}
