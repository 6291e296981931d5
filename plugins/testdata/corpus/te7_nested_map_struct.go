package main

import "fmt"

type S struct {
	m   map[string]map[string]int
	arr [2]struct{ x []int }
}

func main() {
	s := S{m: map[string]map[string]int{}}
	if s.m["a"] == nil {
		s.m["a"] = map[string]int{}
	}
	s.m["a"]["b"]++
	s.arr[1].x = append(s.arr[1].x, 5)
	t := s
	t.arr[1].x = nil
	fmt.Println(s.m, s.arr, len(t.arr[1].x))
	p := &s
	p.arr[0].x = []int{1}
	fmt.Println(len(s.arr[0].x))
}
