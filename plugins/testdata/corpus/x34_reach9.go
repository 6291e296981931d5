package main

import "fmt"

type ctx struct {
	env    map[string]op
	stack  []int
	parent *ctx
}
type op func(*ctx) []op

func a(c *ctx) []op { c.stack = append(c.stack, 1); return []op{c.env["a"], nil} }
func main() {
	c := &ctx{}
	c.env = map[string]op{"a": a}
	s := op(a)
	for i := 0; i < 3; i++ {
		s = s(c)[0]
	}
	fmt.Println(len(c.stack))
}
