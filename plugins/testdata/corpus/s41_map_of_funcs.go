package main

import "fmt"

type H func(a ...string) error

func (h H) Do(s string) error { return h(s) }
func main() {
	m := map[string]H{"x": func(a ...string) error { return fmt.Errorf("x %v", a) }}
	fmt.Println(m["x"].Do("q"))
	if h, ok := m["y"]; !ok {
		fmt.Println(h == nil)
	}
}
