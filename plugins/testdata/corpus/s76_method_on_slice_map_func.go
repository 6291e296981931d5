package main

import "fmt"

type L []string

func (l *L) Add(s string) { *l = append(*l, s) }

type M map[string]int

func (m M) Inc(k string) { m[k]++ }
func main() {
	var l L
	l.Add("a")
	l.Add("b")
	fmt.Println(l, len(l))
	m := M{}
	m.Inc("x")
	m.Inc("x")
	fmt.Println(m)
}
