package main

import (
	"context"
	"fmt"
	"time"
)

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
		case <-time.After(time.Second):
			fmt.Println("timeout")
			return
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	select {
	case c <- 1:
	default:
		fmt.Println("def", ctx.Err())
	}
	fmt.Println(s)
}
