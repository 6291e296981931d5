// The fault that gate/showers.go is about.
package main

import "fmt"

type path struct{ local, domain string }

func (p path) String() string { return p.local + "@" + p.domain }

func main() {
	list := []any{path{"a", "b"}, "c", nil}
	fmt.Println(list, fmt.Sprint(list...))
}
