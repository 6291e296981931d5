package main

import "fmt"

func f(a int) (x, y int) { x = a; y = a * 2; return }
func g() (s string, err error) {
	if s, err := "in", error(nil); err == nil {
		_ = s
	}
	s = "out"
	return
}
func main() { fmt.Println(f(2)); fmt.Println(g()) }
