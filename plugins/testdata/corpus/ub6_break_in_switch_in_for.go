package main

import "fmt"

func main() {
	n := 0
loop:
	for {
		switch {
		case n > 3:
			break loop
		default:
			n++
		}
	}
	fmt.Println(n)
outer:
	for i := 0; i < 3; i++ {
		switch i {
		case 1:
			continue outer
		case 2:
			break outer
		}
		fmt.Print("i", i)
	}
	fmt.Println()
}
