package main

import "fmt"

func main() {
	a, b := 1, 2
	a, b = b, a
	s := []int{1, 2, 3}
	i := 0
	i, s[i] = 2, 9
	fmt.Println(a, b, i, s)
	m := map[string][]int{}
	m["a"] = append(m["a"], 1, 2)
	m["a"][0]++
	fmt.Println(m)
	var x struct{ p *int }
	n := 3
	x.p = &n
	*x.p++
	fmt.Println(n)
	c := map[string]int{}
	c["z"]++
	c["z"] += 2
	fmt.Println(c["z"])
}
