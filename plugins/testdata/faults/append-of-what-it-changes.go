// The fault that gate/builtins.go is about.
package main

import (
	"fmt"
)

func main() {
	s := []byte("abc")
	s = append(s[:2], 'x', s[2])
	fmt.Println(string(s))
}
