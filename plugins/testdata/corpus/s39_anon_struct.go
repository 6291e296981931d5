package main

import "fmt"

var rules = []struct {
	name string
	f    func(string) bool
}{{"a", func(s string) bool { return s == "a" }}, {"b", func(s string) bool { return len(s) > 1 }}}

func main() {
	for _, r := range rules {
		fmt.Println(r.name, r.f("a"))
	}
}
