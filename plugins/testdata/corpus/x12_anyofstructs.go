package main

import "fmt"

type p struct{ X int }
type h struct{ V any }
type m map[string]p
type n int

func get(i int) any { return p{i} }
func num(i int) any { return n(i) }

func main() {
	x := h{p{1}}
	fmt.Println(x)
	fmt.Printf("%+v\n", x)
	y := []any{p{2}, 3, n(4), get(5), num(6), m{"a": {1}}}
	fmt.Println(y)
	y = append(y, get(7), n(8))
	var z any = p{9}
	y = append(y, z)
	x.V = z
	fmt.Println(y, x)
	mm := map[string]any{"a": p{1}, "b": z, "c": get(3), "d": num(4)}
	fmt.Println(mm)
	w := z
	fmt.Println(w, []any{w})
	f := func(v any) any { return v }
	fmt.Println(f(z), []any{f(p{3}), f(n(2))})
	var arr [2]any
	arr[0] = z
	arr[1] = n(1)
	fmt.Println(arr)
	x = h{get(1)}
	fmt.Println(x, h{V: w}, &h{f(z)})
}
