package main

import "fmt"

type Sess struct{ data map[string]any }

func (s *Sess) Set(k string, v any) {
	if s.data == nil {
		s.data = map[string]any{}
	}
	s.data[k] = v
}
func main() {
	s := &Sess{}
	s.Set("n", 1)
	n, _ := s.data["n"].(int)
	s.Set("n", n+1)
	fmt.Println(s.data["n"].(int) + 1)
	l, _ := s.data["l"].([]string)
	l = append(l, "x")
	s.Set("l", l)
	fmt.Println(len(s.data["l"].([]string)))
}
