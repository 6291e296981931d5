// The fault that gate/defers.go is about.
package main

import (
	"fmt"
)

type file struct{ name string }

func (f *file) Close() { fmt.Println(f.name) }

func main() {
	for _, f := range []*file{{"a"}, {"b"}} {
		defer f.Close()
	}
}
