package main

import "fmt"

func mk(n int) func() int { return func() int { n++; return n } }
func mk2(s string) (get func() string, set func(string)) {
	get = func() string { return s }
	set = func(x string) { s = x }
	return
}
func each(n int, f func(int)) {
	for i := 0; i < n; i++ {
		f(i)
	}
}
func main() {
	a, b := mk(1), mk(10)
	fmt.Println(a(), a(), b())
	g, s := mk2("x")
	s("y")
	fmt.Println(g())
	sum := 0
	each(4, func(i int) { sum += i })
	fmt.Println(sum)
	var fs []func() int
	each(3, func(i int) { fs = append(fs, func() int { return i * i }) })
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
