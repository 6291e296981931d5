package main

import "fmt"

type T int

func (t T) String() string { return "T!" }

type S struct{ A T }

func main() {
	fmt.Println(T(1))
	fmt.Printf("%v %s %d\n", T(1), T(1), T(1))
	fmt.Println([]T{1}, S{2})
	var s fmt.Stringer = T(3)
	fmt.Println(s.String())
}
