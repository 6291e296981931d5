package main

import "fmt"

type T struct{ A int }

func main() { fmt.Printf("%T %+v %T\n", T{1}, T{1}, &T{}) }
