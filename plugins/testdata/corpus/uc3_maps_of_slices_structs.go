package main

import "fmt"

type hit struct {
	n    int
	last string
}

func main() {
	m := map[string]*hit{}
	for _, k := range []string{"a", "b", "a"} {
		h, ok := m[k]
		if !ok {
			h = &hit{}
			m[k] = h
		}
		h.n++
		h.last = k
	}
	fmt.Println(m["a"].n, m["b"].n)
	s := map[string][]string{}
	s["x"] = append(s["x"], "1")
	s["x"] = append(s["x"], "2")
	fmt.Println(s["x"], len(s["none"]))
	g := map[[2]string]int{{"a", "b"}: 1}
	g[[2]string{"a", "b"}]++
	fmt.Println(g[[2]string{"a", "b"}])
	delete(m, "a")
	_, ok := m["a"]
	fmt.Println(ok, len(m))
	if h := m["zz"]; h == nil {
		fmt.Println("nil ok")
	}
}
