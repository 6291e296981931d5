package main

import "fmt"

func main() {
	c := make(chan int)
	d := make(chan struct{})
	go func() { close(d) }()
L:
	for {
		select {
		case <-c:
		case <-d:
			break L
		}
	}
	fmt.Println(1)
}
