package main

import "fmt"

func main() {
	c := make(chan int)
	d := make(chan struct{})
	go func() {
		for i := 0; i < 3; i++ {
			c <- i
		}
		close(d)
	}()
	s := 0
L:
	for {
		select {
		case v := <-c:
			s += v
		case <-d:
			break L
		}
	}
	fmt.Println(s)
}
