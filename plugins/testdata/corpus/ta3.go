package main

import "fmt"

func main() {
	n := 2
	for range n {
		fmt.Print("x")
	}
	fmt.Println()
}
