package main

import "fmt"

type V int

const (
	A V = iota
	B
	C
)
const (
	KB = 1 << (10 * (iota + 1))
	MB
)
const big = 1 << 40 / 3

func (v V) String() string { return [...]string{"A", "B", "C"}[v] }
func main() {
	fmt.Println(A, B, C, KB, MB, big)
	var x uint8 = 200
	x += 100
	fmt.Println(x, ^0, 7&^2, -7/2, -7%3, 1<<3|1)
}
