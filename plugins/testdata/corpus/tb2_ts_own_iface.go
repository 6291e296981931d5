package main

import "fmt"

type N interface{ Name() string }
type A struct{}

func (A) Name() string { return "A" }

type B struct{}

func t(v any) string {
	switch x := v.(type) {
	case N:
		return x.Name()
	}
	return "?"
}
func main() {
	fmt.Println(t(A{}), t(&A{}), t(B{}), t(1))
	var x any = A{}
	n, ok := x.(N)
	fmt.Println(ok, n != nil)
}
