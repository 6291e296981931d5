package main

import "fmt"

type T struct{ n int }

func main() {
	t := T{1}
	var i any = t
	t.n = 2
	fmt.Println(i.(T).n)
	a := [2]int{1, 2}
	var j any = a
	a[0] = 9
	fmt.Println(j.([2]int)[0])
	s := []any{t}
	t.n = 3
	fmt.Println(s[0].(T).n)
	m := map[string]any{"t": t}
	t.n = 4
	fmt.Println(m["t"].(T).n)
	n := 5
	var k any = n
	n = 6
	fmt.Println(k)
}
