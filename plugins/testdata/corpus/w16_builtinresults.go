package main

import "fmt"

// What a builtin gives, or a channel, is the result at its own place.

func sizes(s string) (int, int)             { return 7, len(s) }
func both(s, t string) (int, int)           { return len(s), len(t) }
func named(s string) (n, size int)          { return 7, len(s) }
func others(s string) (string, int)         { return s + "!", len(s + s) }
func any2(s string) (any, any)              { return len(s), len(s + s) }
func failed(s string) (error, int)          { return nil, len(s) }
func lists(s string) (a, b []string)        { return append(a, s), append(b, s, s) }
func made() ([]int, map[string]int)         { return make([]int, 2), make(map[string]int) }
func pointers() (*int, *int)                { return nil, new(int) }
func copied(s string) (int, int)            { return copy(make([]byte, 3), s), copy(make([]byte, 1), s) }
func least(s string) (string, int)          { return s, min(len(s), 3) }
func three(s string) (int, string, int)     { return len(s), s[:1], cap([]byte(s)[:1:2]) }
func parts(c complex128) (float64, float64) { return real(c), imag(c) }
func deferred(s string) (n int, size int)   { defer func() { n++ }(); return 7, len(s) }
func first(c chan int) int                  { return <-c }
func second(c chan int) (string, int)       { return "x", <-c }
func within(all ...string) (n, size int) {
	for range all {
		return n, len(all)
	}
	return len(all), 0
}

func main() {
	fmt.Println(sizes("abc"))
	fmt.Println(both("abc", "abcde"))
	fmt.Println(named("abc"))
	fmt.Println(others("abc"))
	fmt.Println(any2("abc"))
	fmt.Println(failed("abc"))
	a, b := lists("abc")
	fmt.Println(a, b)
	fmt.Println(made())
	p, q := pointers()
	fmt.Println(p == nil, q == nil)
	fmt.Println(copied("abc"))
	fmt.Println(least("abcdef"))
	fmt.Println(three("abc"))
	fmt.Println(parts(complex(1, 2)))
	fmt.Println(deferred("abc"))
	fmt.Println(within("a", "b"))
	c := make(chan int, 2)
	c <- 1
	c <- 2
	fmt.Println(first(c))
	fmt.Println(second(c))
	f := func(s string) (bool, int) { return s == "abc", len(s) }
	ok, n := f("abc")
	fmt.Println(ok, n)
}
