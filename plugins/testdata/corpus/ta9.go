package main

import "fmt"

func main() {
	d := make(chan int, 1)
	d <- 1
	for {
		select {
		case <-d:
			fmt.Println("got")
			return
		}
	}
}
