// The fault that gate/boxes.go is about.
package main

import "fmt"

type state func(*int) state

func count(n *int) state {
	if *n++; *n == 3 {
		return nil
	}
	return count
}

func main() {
	n := 0
	for s := state(count); s != nil; {
		s = s(&n)
	}
	fmt.Println(n)
}
