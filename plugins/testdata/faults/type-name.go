// The fault that gate/typetexts.go is about.
package main

import "fmt"

type point struct{ x, y int }

func main() { fmt.Printf("%T %T\n", point{}, []*point{}) }
