// The fault that gate/shows.go is about.
package main

import (
	"fmt"
)

type size struct{ width, Height int }

type part struct {
	name string
	size
	by map[string][]size
}

func main() {
	fmt.Printf("%+v", &part{name: "a", by: map[string][]size{"y": {{1, 2}}, "x": nil}})
}
