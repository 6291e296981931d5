package main

import "fmt"

type Set[K comparable] map[K]struct{}

func (s Set[K]) Add(k K)      { s[k] = struct{}{} }
func (s Set[K]) Has(k K) bool { _, ok := s[k]; return ok }
func main()                   { s := Set[string]{}; s.Add("x"); fmt.Println(s.Has("x"), s.Has("y")) }
