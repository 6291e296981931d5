package main

import (
	"fmt"
	"sort"
)

func main() {
	c := make(chan int, 10)
	for i := 0; i < 5; i++ {
		go func() { c <- i }()
	}
	var r []int
	for i := 0; i < 5; i++ {
		r = append(r, <-c)
	}
	sort.Ints(r)
	fmt.Println(r)
}
