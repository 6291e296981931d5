package main

import (
	"fmt"
	"math"
)

const Max = 10 * 1024 * 1024

var lim int64 = Max * 2

func main() {
	fmt.Println(lim, math.MaxInt64, uint64(math.MaxUint64), math.Pi, float32(1)/3, 5/2.0, 1e3)
	var f float64 = 3
	i := int(f) / 2
	fmt.Println(i, f/2, 7.0/2)
	var d int = 1 << 3
	fmt.Println(d<<2, uint8(255)+1 == 0)
}
