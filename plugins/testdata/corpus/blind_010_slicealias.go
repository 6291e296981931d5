package main

import "fmt"

func grow(s []int) []int { s = append(s, 100); s[0] = 50; return s }

func show(tag string, s []int) { fmt.Println(tag, s, len(s), cap(s)) }

func main() {
	base := make([]int, 6, 10)
	for i := range base {
		base[i] = i
	}
	a := base[1:3]
	b := base[2:5:5]
	show("a", a)
	show("b", b)
	a = append(a, 77)
	show("base", base)
	b = append(b, 88)
	b[0] = -2
	fmt.Println("base", base, "b", b, cap(a))
	c := grow(base[:2])
	show("base", base)
	show("c", c)
	d := grow(base[0:2:2])
	fmt.Println(base, d)
	n := copy(base[1:], base)
	fmt.Println(n, base)
	base = append(base[:2], base[3:]...)
	fmt.Println(base, base[:6])
	var nilS []int
	empty := []int{}
	fmt.Println(nilS == nil, empty == nil, len(nilS), nilS, empty)
	nilS = append(nilS, empty...)
	fmt.Println(nilS == nil)
	arr := [4]int{1, 2, 3, 4}
	s := arr[:]
	s[2] = 33
	arr2 := arr
	p := (*[2]int)(s)
	p[0] = 11
	fmt.Println(arr, arr2, *p, [2]int(s[2:]))
	stack := []string{}
	for _, w := range []string{"x", "y", "z"} {
		stack = append(stack, w)
	}
	for len(stack) > 0 {
		var top string
		top, stack = stack[len(stack)-1], stack[:len(stack)-1]
		fmt.Print(top)
	}
	fmt.Println()
	clear(s[:2])
	fmt.Println(arr, min(3, 1, 2), max(2.5, 1))
}
