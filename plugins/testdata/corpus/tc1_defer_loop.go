package main

import "fmt"

func f() {
	for i := 0; i < 3; i++ {
		defer fmt.Print(i, " ")
	}
}
func g() {
	for i := 0; i < 3; i++ {
		defer func(n int) { fmt.Print(n, " ") }(i)
	}
}
func main() { f(); g(); fmt.Println() }
