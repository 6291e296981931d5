package main

import (
	"fmt"
	"time"
)

const timeout = 30 * time.Second
const maxSize int64 = 10 << 20

type Level int

const (
	Low Level = iota + 1
	High
)

func (l Level) String() string {
	if l == Low {
		return "low"
	}
	return "high"
}
func main() {
	n := 3
	d := time.Duration(n) * time.Second
	fmt.Println(timeout, d, timeout/2, timeout > d, maxSize/1024, float64(maxSize)/3 > 1)
	var l Level = High
	fmt.Println(l == High, int(l)*2, fmt.Sprintf("%v %d %s", l, l, Low))
	s := float64(7) / 2
	fmt.Println(s, 7/2, 7/2.0, 1<<10)
}
