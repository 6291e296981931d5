package main

import "fmt"

func main() {
	var a int8 = 127
	a++
	var b uint16 = 0
	b--
	var c int32 = 1 << 30
	c *= 4
	fmt.Println(a, b, c)
	h := uint32(2166136261)
	for _, x := range []byte("abc") {
		h ^= uint32(x)
		h *= 16777619
	}
	fmt.Println(h)
}
