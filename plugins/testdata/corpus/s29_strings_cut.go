package main

import (
	"fmt"
	"strings"
)

func main() {
	a, b, ok := strings.Cut("u@h", "@")
	fmt.Println(a, b, ok)
	x, ok := strings.CutPrefix("Re: x", "Re: ")
	fmt.Println(x, ok, strings.EqualFold("A", "a"))
	r := strings.NewReplacer("a", "b")
	fmt.Println(r.Replace("aa"), strings.Map(func(r rune) rune {
		if r == 'x' {
			return -1
		}
		return r
	}, "axb"), strings.FieldsFunc("a,b;c", func(r rune) bool { return r == ',' || r == ';' }))
}
