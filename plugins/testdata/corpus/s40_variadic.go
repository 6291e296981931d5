package main

import (
	"fmt"
	"strings"
)

func j(sep string, xs ...string) string { return strings.Join(xs, sep) }
func main() {
	fmt.Println(j(","), j(",", "a"), j(",", []string{"a", "b"}...))
	f := j
	fmt.Println(f("-", "x", "y"))
	s := append([]byte("a"), "bc"...)
	fmt.Println(string(s))
}
