package main

import "fmt"

func main() {
	c := make(chan int, 3)
	c <- 1
	c <- 2
	c <- 3
	close(c)
	s := 0
loop:
	for {
		select {
		case v, ok := <-c:
			if !ok {
				break loop
			}
			s += v
		}
	}
	fmt.Println(s)
}
