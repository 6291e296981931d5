package main

import (
	"fmt"
	"slices"
)

func main() { s := []int{1}; fmt.Println(slices.Index(s, 1)) }
