// The fault that gate/lookups.go is about.
package main

import (
	"fmt"
)

var rates = map[string]int{"a": 7}

func main() {
	old := 1
	for _, k := range []string{"a", "none"} {
		v, ok := rates[k]
		fmt.Println(v, ok)
		if w, _ := rates[k]; w == 0 {
			fmt.Println("no", k)
		}
		old, is := rates[k]
		fmt.Println(old, is)
	}
	for _, k := range []string{"a", "none"} {
		var is bool
		old, is = rates[k]
		fmt.Println(old, is)
		var declared, has = rates[k]
		fmt.Println(declared, has)
	}
	var kept []func() int
	hooks := map[string]*int{"a": &old}
	for _, k := range []string{"a", "none", "a"} {
		p, ok := hooks[k]
		kept = append(kept, func() int {
			if p == nil || !ok {
				return -1
			}
			return *p
		})
	}
	for _, f := range kept {
		fmt.Println(f())
	}
}
