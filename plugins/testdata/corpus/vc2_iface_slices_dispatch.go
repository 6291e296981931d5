package main

import (
	"fmt"
	"sort"
)

type Rule interface {
	Score(s string) int
	Name() string
}
type lenRule struct{ w int }

func (l lenRule) Score(s string) int { return len(s) * l.w }
func (lenRule) Name() string         { return "len" }

type pre struct{ p string }

func (p *pre) Score(s string) int {
	if len(s) >= len(p.p) && s[:len(p.p)] == p.p {
		return 10
	}
	return 0
}
func (p *pre) Name() string { return "pre:" + p.p }

type neg struct{ Rule }

func (n neg) Score(s string) int { return -n.Rule.Score(s) }
func main() {
	rs := []Rule{lenRule{2}, &pre{"ab"}, neg{lenRule{1}}, neg{&pre{"ab"}}}
	tot := 0
	names := []string{}
	for _, r := range rs {
		tot += r.Score("abc")
		names = append(names, r.Name())
	}
	sort.Strings(names)
	fmt.Println(tot, names)
	by := map[string]Rule{}
	for _, r := range rs {
		by[r.Name()] = r
	}
	fmt.Println(by["len"].Score("xx"), len(by))
}
