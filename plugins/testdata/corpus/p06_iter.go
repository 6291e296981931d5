package main

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

type addr struct{ local, domain string }

func parse(list string) iter.Seq2[int, addr] {
	return func(yield func(int, addr) bool) {
		for i, p := range strings.Split(list, ",") {
			l, d, ok := strings.Cut(strings.TrimSpace(p), "@")
			if !ok {
				continue
			}
			if !yield(i, addr{l, d}) {
				return
			}
		}
	}
}

func filter[T any](s iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range s {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func first(list, domain string) (addr, bool) {
	for _, a := range parse(list) {
		if a.domain == domain {
			return a, true
		}
	}
	return addr{}, false
}

func group(list string) map[string][]string {
	out := map[string][]string{}
	for i, a := range parse(list) {
		if i == 4 {
			break
		}
		if a.local == "" {
			continue
		}
		out[a.domain] = append(out[a.domain], a.local)
	}
	return out
}

func main() {
	const list = "a@x, b@y, bad, c@x, d@z, @q"
	a, ok := first(list, "y")
	fmt.Println(a.local, ok)
	_, ok = first(list, "none")
	fmt.Println(ok)
	g := group(list)
	for _, k := range slices.Sorted(maps.Keys(g)) {
		fmt.Println(k, g[k])
	}
	even := filter(slices.Values([]int{1, 2, 3, 4, 5, 6}), func(i int) bool { return i%2 == 0 })
	fmt.Println(slices.Collect(even))
outer:
	for i := range 5 {
		for v := range even {
			if v == i {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Print(i, v, " ")
		}
	}
	fmt.Println()
	type pair struct {
		n string
		c int
	}
	ps := []pair{{"b", 2}, {"a", 2}, {"c", 1}}
	slices.SortFunc(ps, func(x, y pair) int { return cmp.Or(cmp.Compare(x.c, y.c), strings.Compare(x.n, y.n)) })
	for _, p := range ps {
		fmt.Print(p.n, p.c, " ")
	}
	fmt.Println(slices.IndexFunc(ps, func(p pair) bool { return p.n == "a" }), slices.ContainsFunc(ps, func(p pair) bool { return p.c > 5 }))
	fmt.Println(min(3, 1, 2), max(2.5, 1), min("b", "a"))
	var fs []func()
	for i := range 3 {
		defer func() { fmt.Print("d", i, " ") }()
		fs = append(fs, func() { fmt.Print("f", i, " ") })
	}
	for _, f := range fs {
		f()
	}
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c)
	}
	fmt.Println()
}
