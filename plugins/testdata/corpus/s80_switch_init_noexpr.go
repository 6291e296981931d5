package main

import (
	"fmt"
	"strings"
)

func main() {
	switch d := strings.ToLower("EX.com"); {
	case strings.HasSuffix(d, ".com"):
		fmt.Println("com")
	default:
		fmt.Println("no")
	}
	switch x := 5; x {
	case 1, 2, 3:
		fmt.Println("lo")
	case 4, 5:
		fmt.Println("hi")
	}
	if v, err := fmt.Sscanf("12", "%d", new(int)); err == nil && v == 1 {
		fmt.Println("ok")
	} else if v > 3 {
		fmt.Println(v)
	}
}
