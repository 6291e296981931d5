package main

import "fmt"

func prod(c chan<- int) {
	for i := 0; i < 3; i++ {
		c <- i
	}
	close(c)
}
func main() {
	c := make(chan int, 1)
	go prod(c)
	s := 0
	for v := range c {
		s += v
	}
	v, ok := <-c
	fmt.Println(s, v, ok)
	var n chan int
	select {
	case <-n:
	default:
		fmt.Println("nilchan")
	}
}
