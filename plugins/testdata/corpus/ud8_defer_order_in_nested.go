package main

import "fmt"

func f() {
	defer fmt.Print("1 ")
	defer func() { fmt.Print("2 "); defer fmt.Print("3 ") }()
	for _, s := range []string{"x", "y"} {
		s := s
		defer func() { fmt.Print(s, " ") }()
	}
}
func main() {
	f()
	fmt.Println()
	func() {
		defer func() { r := recover(); fmt.Println("got", r) }()
		defer func() { panic("second") }()
		panic("first")
	}()
}
