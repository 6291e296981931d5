package main

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	reA   = regexp.MustCompile(`a+`)
	list  = strings.Split("x,y", ",")
	table = map[string]func(string) bool{"a": reA.MatchString, "len": func(s string) bool { return len(s) > 2 }}
	def   = build(3)
)

func build(n int) []int {
	r := make([]int, n)
	for i := range r {
		r[i] = i * i
	}
	return r
}
func main() { fmt.Println(table["a"]("baa"), table["a"]("b"), table["len"]("abc"), list, def) }
