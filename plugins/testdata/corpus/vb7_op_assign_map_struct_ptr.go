package main

import "fmt"

type st struct {
	hits, bytes int64
	last        float64
}

func main() {
	m := map[string]*st{"a": {}}
	m["a"].hits++
	m["a"].bytes += 100
	m["a"].last = m["a"].last*0.9 + 1
	fmt.Println(*m["a"])
	n := map[string]int64{}
	n["x"] += 5
	n["x"] *= 2
	n["x"] <<= 1
	fmt.Println(n["x"])
	s := []string{"a"}
	s[0] += "b"
	fmt.Println(s[0])
	var p *int64 = &m["a"].hits
	*p += 10
	fmt.Println(m["a"].hits)
	i := 0
	arr := []int{1, 2, 3}
	arr[i]++
	i++
	arr[i]--
	fmt.Println(arr)
	f := 1.5
	f /= 2
	f -= 0.25
	fmt.Println(f)
	b := true
	b = b && !b
	fmt.Println(b)
}
