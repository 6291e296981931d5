package main

import "fmt"

func main() {
	u := uint64(9223372036854775808)
	fmt.Println(u, uint64(1<<63), uint64(0xffffffffffffffff))
	const m uint64 = 1<<64 - 1
	fmt.Println(m)
}
