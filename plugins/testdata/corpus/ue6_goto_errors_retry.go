package main

import (
	"errors"
	"fmt"
)

func try(n int) error {
	if n < 2 {
		return errors.New("again")
	}
	return nil
}
func main() {
	var err error
	var i int
	for i = 0; i < 5; i++ {
		if err = try(i); err == nil {
			break
		}
	}
	fmt.Println(i, err)
	for j, k := 0, 10; j < k; j, k = j+1, k-2 {
		if j == 2 {
			continue
		}
		fmt.Print(j, k, " ")
	}
	fmt.Println()
	x := 0
	for x < 3 {
		x++
	}
	for {
		x++
		if x > 5 {
			break
		}
	}
	fmt.Println(x)
}
