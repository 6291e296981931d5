package main

import (
	"fmt"
	"sort"
	"strings"
)

type stats struct {
	n, bytes int
	tags     map[string]struct{}
}
type key struct{ dom, kind string }

func main() {
	data := "a.test spam 10\nb.test ham 5\na.test ham 7\na.test spam 3\nc.test spam 1"
	byKey := map[key]stats{}
	byDom := map[string]*stats{}
	for _, l := range strings.Split(data, "\n") {
		var k key
		var n int
		if c, err := fmt.Sscanf(l, "%s %s %d", &k.dom, &k.kind, &n); err != nil || c != 3 {
			fmt.Println("bad", c, err)
			continue
		}
		s := byKey[k]
		s.n++
		s.bytes += n
		byKey[k] = s
		d, ok := byDom[k.dom]
		if !ok {
			d = &stats{tags: make(map[string]struct{})}
			byDom[k.dom] = d
		}
		d.n++
		d.bytes += n
		d.tags[k.kind] = struct{}{}
	}
	ks := make([]key, 0)
	for k := range byKey {
		ks = append(ks, k)
	}
	sort.Slice(ks, func(i, j int) bool {
		if ks[i].dom == ks[j].dom {
			return ks[i].kind < ks[j].kind
		}
		return ks[i].dom < ks[j].dom
	})
	for _, k := range ks {
		s := byKey[k]
		fmt.Printf("%v %d %d %v\n", k, s.n, s.bytes, s.tags == nil)
	}
	for _, d := range []string{"a.test", "b.test", "zzz"} {
		if s := byDom[d]; s != nil {
			fmt.Println(d, s.n, s.bytes, len(s.tags), s.tags)
		} else {
			fmt.Println(d, "absent")
		}
	}
	delete(byDom, "a.test")
	delete(byDom, "nothing")
	_, ok := byDom["a.test"]
	fmt.Println(len(byDom), ok)
	nested := map[string]map[string]int{}
	for _, p := range []string{"x/y", "x/z", "x/y", "w/y"} {
		a, b, _ := strings.Cut(p, "/")
		if nested[a] == nil {
			nested[a] = map[string]int{}
		}
		nested[a][b]++
	}
	fmt.Println(nested, nested["none"]["none"])
	clear(nested)
	fmt.Println(len(nested))
}
