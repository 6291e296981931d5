package main

import (
	"fmt"
	"regexp"
)

var re = regexp.MustCompile(`^(\w+)@(\w+\.com)$`)

func main() {
	m := re.FindStringSubmatch("bob@example.com")
	fmt.Println(len(m), m[1], re.ReplaceAllStringFunc("a@b.com", func(s string) string { return "<" + s + ">" }))
}
