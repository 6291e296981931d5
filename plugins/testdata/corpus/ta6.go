package main

import "fmt"

func main() {
	c := make(chan int)
	select {
	case c <- 1:
		fmt.Println("sent")
	default:
		fmt.Println("def")
	}
	select {
	case x := <-c:
		fmt.Println(x)
	default:
		fmt.Println("def2")
	}
}
