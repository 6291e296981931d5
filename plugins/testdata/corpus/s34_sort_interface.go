package main

import (
	"fmt"
	"sort"
)

type by []string

func (b by) Len() int           { return len(b) }
func (b by) Less(i, j int) bool { return b[i] < b[j] }
func (b by) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func main() {
	s := []string{"c", "a", "b"}
	sort.Sort(by(s))
	fmt.Println(s)
	sort.Slice(s, func(i, j int) bool { return s[i] > s[j] })
	fmt.Println(s)
}
