package main

import "fmt"

type T struct{ n int }

func main() {
	var ps []*T
	for _, t := range []T{{1}, {2}, {3}} {
		t := t
		ps = append(ps, &t)
	}
	for _, p := range ps {
		fmt.Print(p.n, " ")
	}
	var fs []func() int
	for i := 0; i < 3; i++ {
		i := i
		fs = append(fs, func() int { return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
