package main

import (
	"fmt"
	"strconv"
)

func main() {
	n, err := strconv.Atoi("5")
	if n2, err := strconv.Atoi("x"); err != nil {
		fmt.Println("bad", n2)
	}
	fmt.Println(n, err)
	if err == nil {
		n := n + 1
		fmt.Println(n)
	}
	fmt.Println(n)
}
