package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

type Counter[K cmp.Ordered] struct {
	mu sync.Mutex
	m  map[K]int
}

func (c *Counter[K]) Inc(k K, by ...int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = make(map[K]int)
	}
	n := 1
	for _, b := range by {
		n += b - 1
	}
	c.m[k] += n
	return c.m[k]
}

type kv[K cmp.Ordered] struct {
	k K
	n int
}

func (c *Counter[K]) Top(n int) []kv[K] {
	out := make([]kv[K], 0, len(c.m))
	for k, v := range c.m {
		out = append(out, kv[K]{k, v})
	}
	slices.SortFunc(out, func(a, b kv[K]) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.k, b.k))
	})
	return out[:min(n, len(out))]
}

func main() {
	var c Counter[string]
	for _, w := range strings.Fields("a b a c b a d") {
		c.Inc(w)
	}
	c.Inc("z", 10)
	for _, e := range c.Top(3) {
		fmt.Println(e.k, e.n)
	}
	fmt.Println(c.Top(2))
	keys := slices.Collect(maps.Keys(c.m))
	slices.Sort(keys)
	i, found := slices.BinarySearch(keys, "c")
	fmt.Println(keys, i, found)
	groups := map[int][]string{}
	for k, n := range c.m {
		groups[n] = append(groups[n], k)
	}
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(groups))) {
		slices.Sort(groups[n])
		fmt.Println(n, groups[n])
	}
}
