package main

import "fmt"

type A struct{ n int }
type B struct{ s string }

func t(v any) string {
	switch x := v.(type) {
	case A:
		return fmt.Sprint("A", x.n)
	case *A:
		return fmt.Sprint("*A", x.n)
	case B:
		return "B" + x.s
	case []A:
		return "[]A"
	case map[string]A:
		return "map"
	}
	return "?"
}
func main() { fmt.Println(t(A{1}), t(&A{2}), t(B{"x"}), t([]A{}), t(map[string]A{}), t(1)) }
