package main

import (
	"fmt"
	"sort"
	"strings"
)

type rec struct {
	d string
	n int
}
type recs []rec

func (r recs) Len() int { return len(r) }
func (r recs) Less(i, j int) bool {
	if r[i].n != r[j].n {
		return r[i].n > r[j].n
	}
	return strings.Compare(r[i].d, r[j].d) < 0
}
func (r recs) Swap(i, j int) { r[i], r[j] = r[j], r[i] }
func main() {
	r := recs{{"b", 1}, {"a", 1}, {"c", 5}}
	sort.Sort(r)
	fmt.Println(r)
	sort.SliceStable(r, func(i, j int) bool { return r[i].d < r[j].d })
	fmt.Println(r, sort.SearchStrings([]string{"a", "c"}, "b"))
}
