package main

import "fmt"

type Stack[T any] struct{ v []T }

func (s *Stack[T]) Push(x T) { s.v = append(s.v, x) }
func (s *Stack[T]) Len() int { return len(s.v) }
func main()                  { var s Stack[string]; s.Push("a"); s.Push("b"); fmt.Println(s.Len()) }
