package main

import "fmt"

type limiter func(key string) (int, bool)

func newLimiter(max int) (limiter, func() map[string]int) {
	seen := map[string]int{}
	l := func(key string) (int, bool) {
		seen[key]++
		return seen[key], seen[key] <= max
	}
	return l, func() map[string]int { return seen }
}

func accum(start int) (add func(int) int, reset func()) {
	total := start
	add = func(n int) int { total += n; return total }
	reset = func() { total = start }
	return
}

func main() {
	l, dump := newLimiter(2)
	for _, k := range []string{"a", "b", "a", "a", "c", "b", "a"} {
		n, ok := l(k)
		fmt.Print(k, n, ok, ";")
	}
	fmt.Println()
	fmt.Println(dump())
	add, reset := accum(10)
	add2, _ := accum(100)
	fmt.Println(add(1), add(2), add2(5), add(3))
	reset()
	fmt.Println(add(0), add2(0))
	var fib func(int) int
	memo := map[int]int{}
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		if v, ok := memo[n]; ok {
			return v
		}
		memo[n] = fib(n-1) + fib(n-2)
		return memo[n]
	}
	fmt.Println(fib(80), len(memo))
}
