// The fault that gate/ranges.go is about.
package main

import (
	"fmt"
)

func main() {
	var all []*int
	for _, v := range []int{1, 2, 3} {
		all = append(all, &v)
	}
	fmt.Println(*all[0], *all[1], *all[2])
}
