package main

import (
	"fmt"
	"sort"
	"strings"
)

type Rule struct {
	Domain string
	Allow  bool
	Match  []string
}
type Rules []Rule

func (r Rules) Find(d string) (Rule, bool) {
	for _, x := range r {
		if strings.EqualFold(x.Domain, d) {
			return x, true
		}
	}
	return Rule{}, false
}
func main() {
	rs := Rules{{"a.com", true, nil}, {Domain: "b.com", Match: []string{"x"}}}
	r, ok := rs.Find("B.com")
	fmt.Println(r.Domain, ok, len(r.Match))
	m := map[string]*Rule{}
	for i := range rs {
		m[rs[i].Domain] = &rs[i]
	}
	m["a.com"].Allow = false
	ks := make([]string, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	fmt.Println(ks, rs[0].Allow)
}
