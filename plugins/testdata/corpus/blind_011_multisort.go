package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

type msg struct {
	from string
	size int
	prio float64
}
type bySize []msg

func (b bySize) Len() int           { return len(b) }
func (b bySize) Less(i, j int) bool { return b[i].size < b[j].size }
func (b bySize) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func main() {
	ms := []msg{{"bob", 10, 1.5}, {"Ann", 20, .5}, {"bob", 5, 2}, {"cat", 10, -1}, {"ann", 20, .25}}
	x := slices.Clone(ms)
	slices.SortStableFunc(x, func(a, b msg) int {
		return cmp.Or(
			strings.Compare(strings.ToLower(a.from), strings.ToLower(b.from)),
			-cmp.Compare(a.size, b.size),
			cmp.Compare(a.prio, b.prio),
		)
	})
	for _, m := range x {
		fmt.Printf("%v ", m)
	}
	fmt.Println()
	sort.Stable(sort.Reverse(bySize(ms)))
	fmt.Println(ms)
	sort.SliceStable(ms, func(i, j int) bool { return ms[i].prio < ms[j].prio })
	fmt.Println(ms)
	i, found := slices.BinarySearchFunc(ms, 1.5, func(m msg, p float64) int { return cmp.Compare(m.prio, p) })
	fmt.Println(i, found)
	fmt.Println(sort.Search(100, func(i int) bool { return i*i >= 50 }))
	ints := []int{5, 2, 8, 2, 1, 8}
	sort.Sort(sort.Reverse(sort.IntSlice(ints)))
	fmt.Println(ints, slices.Compact(slices.Clone(ints)), slices.Index(ints, 2), slices.Contains(ints, 9))
	slices.Reverse(ints)
	fmt.Println(ints, slices.IsSorted(ints), slices.Max(ints), sort.SearchInts(ints, 5))
	mx := slices.MaxFunc(ms, func(a, b msg) int { return cmp.Compare(a.size, b.size) })
	fmt.Printf("%+v\n", mx)
}
