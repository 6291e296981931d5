// The fault that gate/ranges.go is about.
package main

import (
	"fmt"
)

func count(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func main() {
	for i := range count {
		if i == 3 {
			break
		}
		fmt.Print(i, " ")
	}
}
