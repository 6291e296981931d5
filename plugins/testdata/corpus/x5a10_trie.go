package main

import (
	"fmt"
	"slices"
	"strings"
)

type node struct {
	children map[string]*node
	policy   *policy
}

type policy struct {
	action string
	score  float64
}

func (n *node) insert(domain string, p *policy) {
	cur := n
	labels := strings.Split(domain, ".")
	slices.Reverse(labels)
	for _, l := range labels {
		if cur.children == nil {
			cur.children = map[string]*node{}
		}
		next, ok := cur.children[l]
		if !ok {
			next = &node{}
			cur.children[l] = next
		}
		cur = next
	}
	cur.policy = p
}

func (n *node) lookup(domain string) (best *policy, depth int) {
	labels := strings.Split(domain, ".")
	cur := n
	for i := len(labels) - 1; i >= 0; i-- {
		next := cur.children[labels[i]]
		if next == nil {
			break
		}
		cur = next
		if cur.policy != nil {
			best, depth = cur.policy, len(labels)-i
		}
	}
	return
}

func (n *node) walk(prefix string, f func(string, *policy)) {
	keys := make([]string, 0, len(n.children))
	for k := range n.children {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		c := n.children[k]
		name := k
		if prefix != "" {
			name = k + "." + prefix
		}
		if c.policy != nil {
			f(name, c.policy)
		}
		c.walk(name, f)
	}
}

func main() {
	root := &node{}
	root.insert("example.com", &policy{"accept", 0})
	root.insert("bad.example.com", &policy{"refuse", 5.5})
	root.insert("org", &policy{"defer", 1})
	for _, d := range []string{"www.example.com", "x.bad.example.com", "foo.org", "net"} {
		p, depth := root.lookup(d)
		if p == nil {
			fmt.Println(d, "none")
			continue
		}
		fmt.Println(d, *p, depth)
	}
	root.walk("", func(name string, p *policy) { fmt.Printf("%-20s %-8s %.1f\n", name, p.action, p.score) })
}
