package main

import (
	"fmt"
	"math"
)

func main() {
	var u uint64 = 1 << 63
	fmt.Println(u, u>>1, math.MaxUint32, math.MinInt64, -math.MaxFloat32 < 0)
	score := 0.0
	for _, w := range []float64{0.5, 1.25} {
		score += w * 2
	}
	fmt.Printf("%.2f %v\n", score, score >= 3.5)
	var i int = 7
	f := float64(i) / 2
	fmt.Println(f, math.Floor(f), i/2, i%4, -i/2, 3*i+1<<1)
	var d uint8 = 250
	d += 10
	fmt.Println(d, int(d)-10, ^uint8(1))
	if score > 3 && i <= 7 {
		fmt.Println("sc")
	}
}
