// The fault that gate/constants.go is about.
package main

import (
	"fmt"
)

const big uint64 = 1 << 63

func main() {
	s := "x"
	fmt.Println(big, s == ("x"))
}
