package main

import "fmt"

func f(a int) int {
	if a > 0 {
		return 1
	}
}
func main() { fmt.Println(f(0)) }
