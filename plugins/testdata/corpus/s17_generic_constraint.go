package main

import "fmt"

type Num interface{ ~int | ~float64 }

func Sum[T Num](xs ...T) T {
	var t T
	for _, x := range xs {
		t += x
	}
	return t
}

type MyInt int

func main() { fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[MyInt](1, 2)) }
