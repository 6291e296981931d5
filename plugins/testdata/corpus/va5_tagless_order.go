package main

import "fmt"

func f(n int) string {
	switch {
	case n > 10:
		return "big"
	case n > 5:
		return "mid"
	default:
		return "lo"
	}
}
func main() { fmt.Println(f(1), f(7), f(20)) }
