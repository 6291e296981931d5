// The fault that gate/shifts.go is about.
package main

import "fmt"

func main() {
	b, n := []byte{1, 2}, int32(5)
	v := uint32(b[0]) | uint32(b[1])<<8 | 1<<(n&31)
	fmt.Println(v)
}
