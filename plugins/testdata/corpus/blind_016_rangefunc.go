package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func lines(s string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		n := 0
		for s != "" {
			var l string
			l, s, _ = strings.Cut(s, "\n")
			if !yield(n, l) {
				fmt.Println("stopped at", n)
				return
			}
			n++
		}
	}
}

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer fmt.Println("count done")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func firstOver(n, lim int) (res int) {
	defer func() { res *= 10 }()
	for v := range count(n) {
		if v*v > lim {
			return v
		}
	}
	return -1
}

func main() {
	for i, l := range lines("a\nb\n\nc") {
		fmt.Printf("%d=%q\n", i, l)
	}
	for _, l := range lines("x\ny\nz") {
		if l == "y" {
			break
		}
	}
	fmt.Println(firstOver(10, 20), firstOver(3, 20))
outer:
	for i := range count(3) {
		for j := range count(3) {
			if j == 1 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Println("ij", i, j)
		}
	}
	m := map[string]int{"b": 2, "a": 1, "c": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Collect(count(2)))
	for range 2 {
		fmt.Print("*")
	}
	for i := range uint8(3) {
		fmt.Printf(" %T%d", i, i)
	}
	for p := range strings.SplitSeq("p,q", ",") {
		fmt.Print(" ", p)
	}
	fmt.Println()
}
