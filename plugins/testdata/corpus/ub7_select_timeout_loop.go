package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTicker(time.Millisecond)
	defer t.Stop()
	done := time.After(20 * time.Millisecond)
	n := 0
	for {
		select {
		case <-t.C:
			n++
			if n >= 3 {
				fmt.Println("three")
				return
			}
		case <-done:
			fmt.Println("late")
			return
		}
	}
}
