package main

import "fmt"

type T struct{ n int }

func main() {
	var l []T
	t := T{}
	for i := 0; i < 3; i++ {
		t.n = i
		l = append(l, t)
	}
	fmt.Println(l)
	m := map[int]T{}
	for i := 0; i < 3; i++ {
		t.n = i
		m[i] = t
	}
	fmt.Println(m)
	var arr [3]T
	for i := range arr {
		t.n = i
		arr[i] = t
	}
	fmt.Println(arr)
	x := T{1}
	y := x
	y.n = 2
	fmt.Println(x, y)
	var il []int
	k := 0
	for ; k < 3; k++ {
		il = append(il, k)
	}
	fmt.Println(il)
}
