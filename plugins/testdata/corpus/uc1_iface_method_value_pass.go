package main

import (
	"fmt"
	"sort"
	"strings"
)

type lc struct{ pre string }

func (l lc) has(s string) bool { return strings.HasPrefix(s, l.pre) }
func filt(xs []string, f func(string) bool) (r []string) {
	for _, x := range xs {
		if f(x) {
			r = append(r, x)
		}
	}
	return
}
func main() {
	l := lc{"a"}
	fmt.Println(filt([]string{"ab", "b", "ac"}, l.has))
	i := strings.IndexFunc("xaY", func(r rune) bool { return r == 'Y' })
	fmt.Println(i)
	xs := []string{"bb", "a"}
	sort.Slice(xs, func(i, j int) bool { return len(xs[i]) < len(xs[j]) })
	fmt.Println(xs, filt([]string{"ab"}, lc{"b"}.has) == nil)
}
