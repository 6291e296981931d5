package main

import (
	"fmt"
	"slices"
	"strings"
)

type node struct {
	kids  map[string]*node
	value *string
}

func (n *node) insert(dom, val string) {
	ls := strings.Split(dom, ".")
	slices.Reverse(ls)
	for _, l := range ls {
		k, ok := n.kids[l]
		if !ok {
			k = new(node)
			if n.kids == nil {
				n.kids = map[string]*node{}
			}
			n.kids[l] = k
		}
		n = k
	}
	n.value = &val
}

func (n *node) lookup(dom string) (best string, depth int) {
	ls := strings.Split(dom, ".")
	for i := len(ls) - 1; i >= 0 && n != nil; i-- {
		next := n.kids[ls[i]]
		if next == nil {
			next = n.kids["*"]
		}
		if n = next; n != nil && n.value != nil {
			best, depth = *n.value, len(ls)-i
		}
	}
	return
}

func (n *node) walk(prefix []string, visit func(path []string, v string)) {
	if n == nil {
		return
	}
	if n.value != nil {
		visit(prefix, *n.value)
	}
	ks := []string{}
	for k := range n.kids {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	for _, k := range ks {
		n.kids[k].walk(append(prefix, k), visit)
	}
}

func main() {
	root := &node{}
	for _, e := range [...]struct{ d, v string }{{"test", "T"}, {"spam.test", "reject"}, {"ok.spam.test", "accept"}, {"*.org", "wild"}, {"x.*.org", "deep"}} {
		root.insert(e.d, e.v)
	}
	for _, d := range strings.Fields("a.test spam.test b.spam.test ok.spam.test foo.org x.foo.org y.foo.org org com") {
		v, n := root.lookup(d)
		fmt.Printf("%s=%q/%d\n", d, v, n)
	}
	var kept [][]string
	root.walk(nil, func(p []string, v string) {
		fmt.Println(strings.Join(p, "<"), v)
		kept = append(kept, slices.Clone(p))
	})
	fmt.Println(kept)
	(*node)(nil).walk(nil, nil)
}
