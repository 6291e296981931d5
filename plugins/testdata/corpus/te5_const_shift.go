package main

import "fmt"

func main() {
	var n uint = 3
	x := 1 << n
	var f float64 = 1 << 3
	y := uint32(1) << 31
	fmt.Println(x, f, y, int8(-128)/-1, -5>>1, uint8(3)-uint8(5))
	i := 300
	fmt.Println(byte(i), int8(i))
}
