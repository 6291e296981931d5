package main

import "fmt"

type T struct{ n int }

func main() {
	var ps []*T
	for _, t := range []T{{1}, {2}, {3}} {
		ps = append(ps, &t)
	}
	for _, p := range ps {
		fmt.Print(p.n, " ")
	}
	fmt.Println()
}
