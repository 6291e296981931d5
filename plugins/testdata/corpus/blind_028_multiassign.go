package main

import "fmt"

func f(tag string, i int) int { fmt.Print(tag); return i }
func two() (int, int)         { return 4, 5 }
func three() (a, b int, c string) {
	a, b = 1, 2
	c = "three"
	return
}

type node struct {
	v    int
	next *node
}

func main() {
	a := []int{0, 1, 2, 3}
	i := 0
	i, a[i] = 2, 9
	fmt.Println(i, a)
	a[0], a[1], a[2] = a[2], a[0], a[1]
	fmt.Println(a)
	i, j := 1, 2
	a[i], i = i, 3
	fmt.Println(a, i, j)
	a[f("x", 0)], a[f("y", 1)] = f("z", 7), f("w", 8)
	fmt.Println(a)
	var head *node
	for v := range 4 {
		head = &node{v, head}
	}
	var prev *node
	for head != nil {
		head.next, prev, head = prev, head, head.next
	}
	for n := prev; n != nil; n = n.next {
		fmt.Print(n.v, "->")
	}
	fmt.Println()
	x, y := two()
	x, y = y, x
	_, y2, s := three()
	fmt.Println(x, y, y2, s)
	m := map[string]int{"a": 1}
	v, ok := m["a"]
	m["b"], m["a"] = m["a"], 50
	w, ok2 := m["zz"]
	fmt.Println(v, ok, w, ok2, m)
	var t struct{ p, q int }
	t.p, t.q = two()
	p := &t
	p.p, p.q = p.q, p.p
	fmt.Println(t)
	fibA, fibB := 0, 1
	for range 10 {
		fibA, fibB = fibB, fibA+fibB
	}
	fmt.Println(fibA, fibB)
	sl := []int{1, 2, 3}
	sl, sl[0] = nil, 99
	fmt.Println(sl == nil, len(sl))
	for k, a[3] = range []int{5, 6} {
		fmt.Print(k, a[3], " ")
	}
	fmt.Println(a)
	m["c"] += 3
	m["c"] <<= 2
	a[0]++
	fmt.Println(m["c"], a[0])
}

var k int
