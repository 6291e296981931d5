package main

import "fmt"

func f(n int) string {
	switch n {
	default:
		return "def"
	case 1:
		return "one"
	case 2:
		return "two"
	}
}
func g(n int) string {
	switch n {
	case 1:
		return "one"
	default:
		return "def"
	case 2:
		return "two"
	}
}
func h(v any) string {
	switch v.(type) {
	default:
		return "def"
	case int:
		return "int"
	case string:
		return "str"
	}
}
func k(n int) string {
	switch {
	case n == 1:
		return "one"
	default:
		return "def"
	case n == 2:
		return "two"
	}
}
func main() { fmt.Println(f(0), f(1), f(2), g(0), g(1), g(2), h(1), h("a"), h(1.5), k(0), k(1), k(2)) }
