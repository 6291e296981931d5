package main

import "fmt"

func main() {
	n := 2
	for i := range n {
		fmt.Print(i)
	}
	fmt.Println()
}
