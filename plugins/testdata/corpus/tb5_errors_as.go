package main

import (
	"errors"
	"fmt"
)

type E struct{ c int }

func (e *E) Error() string { return "E" }
func f() error             { return &E{3} }
func main() {
	err := f()
	e, ok := err.(*E)
	fmt.Println(ok, e.c)
	w := fmt.Errorf("w: %w", err)
	var p *E
	if errors.As(w, &p) {
		fmt.Println("as", p.c)
	}
}
