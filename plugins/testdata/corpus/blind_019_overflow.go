package main

import (
	"fmt"
	"math"
)

func hash(s string) (h int32) {
	for _, c := range s {
		h = h*31 + c
	}
	return
}

type tiny int8

func (t tiny) twice() tiny { return t * 2 }

func main() {
	var u8 uint8 = 250
	for range 4 {
		u8 += 3
		fmt.Print(u8, " ")
	}
	var i16 int16 = math.MaxInt16
	i16++
	var u32 uint32
	u32--
	var i64 int64 = math.MaxInt64
	fmt.Println(i16, u32, i64+1 == math.MinInt64, uint64(math.MaxUint64))
	fmt.Println(hash("the quick brown fox"), tiny(100).twice(), tiny(-128).twice())
	n := 300
	fmt.Println(uint8(n), int8(n), int8(200+n-300), uint16(n*n*n), int32(int64(n)<<30))
	f := 3.99
	g := -3.99
	fmt.Println(int(f), int(g), int64(f*100), uint8(f), float32(f), float64(float32(0.1)))
	var a, b uint8 = 10, 20
	fmt.Println(a-b, a*b*2, (a-b)/2, b-a, a<<5, int(a)-int(b))
	seed := uint32(12345)
	for i := 0; i < 3; i++ {
		seed = seed*1664525 + 1013904223
		fmt.Print(seed>>16&0x7fff, " ")
	}
	fmt.Println()
	x := uint64(1)<<63 | 1
	fmt.Println(x*3, x+x, int64(x), x%10, uint32(x>>31))
	var m [4]uint16
	m[2] -= 1
	mp := map[string]int8{"k": 127}
	mp["k"]++
	st := struct{ c uint8 }{255}
	st.c++
	fmt.Println(m, mp, st)
	var sh uint = 70
	fmt.Println(1<<(sh-60), int64(1)<<sh, int32(-5)>>sh, u8<<7<<1)
	fmt.Println(-7/2, -7%2, 7%-2, math.MinInt64/n)
}
