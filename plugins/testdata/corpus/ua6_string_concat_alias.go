package main

import (
	"fmt"
	"strings"
)

type T struct {
	tags []string
	m    map[string]string
}

func mod(t T) T { t.tags = append(t.tags, "x"); return t }
func main() {
	t := T{tags: []string{"a"}}
	u := mod(t)
	fmt.Println(len(t.tags), len(u.tags))
	t = mod(t)
	fmt.Println(strings.Join(t.tags, ","))
	p := &t
	q := *p
	q.tags = nil
	fmt.Println(len(t.tags))
}
