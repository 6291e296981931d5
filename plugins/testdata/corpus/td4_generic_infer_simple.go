package main

import "fmt"

func Id[T any](x T) T       { return x }
func First[T any](xs []T) T { return xs[0] }
func Keys[K comparable, V any](m map[K]V) []K {
	var r []K
	for k := range m {
		r = append(r, k)
	}
	return r
}
func main() {
	fmt.Println(Id(1), Id("a"))
	fmt.Println(First([]string{"q"}))
	fmt.Println(Keys(map[string]int{"a": 1}))
}
