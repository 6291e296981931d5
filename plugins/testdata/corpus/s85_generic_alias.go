package main

import "fmt"

type A[T any] = []T

func main() { var a A[int] = []int{1}; fmt.Println(a) }
