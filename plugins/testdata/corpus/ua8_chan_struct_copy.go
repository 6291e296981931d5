package main

import "fmt"

type T struct{ n int }

func main() {
	c := make(chan T, 3)
	t := T{1}
	c <- t
	t.n = 2
	c <- t
	fmt.Println((<-c).n, (<-c).n)
	d := make(chan int, 3)
	for i := 0; i < 3; i++ {
		d <- i
	}
	close(d)
	for v := range d {
		fmt.Print(v)
	}
	fmt.Println()
}
