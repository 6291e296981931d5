package main

import "fmt"

func main() {
O:
	for i := 0; i < 3; i++ {
		for j := 0; j < 3; j++ {
			if j == 1 {
				continue O
			}
			if i == 2 {
				break O
			}
			fmt.Print(i, j, " ")
		}
	}
	i := 0
L:
	i++
	if i < 3 {
		goto L
	}
	fmt.Println(i)
	switch {
	case i > 2:
		fmt.Print("a")
		fallthrough
	case i > 100:
		fmt.Print("b")
	default:
		fmt.Print("c")
	}
	fmt.Println()
}
