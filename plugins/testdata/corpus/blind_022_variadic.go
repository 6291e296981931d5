package main

import (
	"fmt"
	"strings"
)

func join(sep string, parts ...string) string {
	if parts == nil {
		return "<nil>"
	}
	return strings.Join(parts, sep)
}
func total(ns ...int) (t int) {
	for _, n := range ns {
		t += n
	}
	if len(ns) > 0 {
		ns[0] = -1
	}
	return
}
func kinds(vs ...any) string {
	var out []string
	for _, v := range vs {
		out = append(out, fmt.Sprintf("%T", v))
	}
	return join(",", out...)
}
func pair() (int, string) { return 7, "seven" }
func opts(fs ...func(*conf)) conf {
	c := conf{max: 10}
	for _, f := range fs {
		f(&c)
	}
	return c
}

type conf struct {
	max  int
	name string
}

func withMax(n int) func(*conf)     { return func(c *conf) { c.max = n } }
func withName(s string) func(*conf) { return func(c *conf) { c.name = s } }

func main() {
	fmt.Println(join("-"), join("-", "a"), join("-", "a", "b"), join("-", []string{}...) == "")
	s := []int{1, 2, 3}
	fmt.Println(total(s...), s, total(s[1:]...), s, total())
	fmt.Println(total(s[0], s[1]), s)
	fmt.Println(kinds(1, "a", nil, 2.5, 'r', []int{}, struct{}{}, kinds, &s, [2]bool{}))
	fmt.Println(kinds(pair()))
	fmt.Println(kinds([]any{1, "x"}...), kinds([]any{1, "x"}))
	fmt.Printf("%+v %+v\n", opts(), opts(withName("n"), withMax(3), withMax(4)))
	fmt.Println(append([]byte("ab"), "cd"...), string(append([]byte(nil), "xyz"[1:]...)))
	f := join
	fmt.Println(f("/", strings.Fields(" a b  c ")...))
	fmt.Printf("%d %s %d%%|%v\n", []any{1, "two", 3, []string{"x"}}...)
	fmt.Printf("%d %s\n", "str", 5)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%[2]d %[1]d %*d|%-*d|\n", 1, 2, 5, 42)
}
