package main

import "fmt"

type E struct{}

func (*E) Error() string { return "E" }
func f(b bool) error {
	var e *E
	if b {
		return e
	}
	return nil
}
func main() {
	fmt.Println(f(false) == nil, f(true) == nil)
	var e error
	fmt.Println(e == nil)
	var p *E
	e = p
	fmt.Println(e == nil)
}
