package main

import (
	"fmt"
	"slices"
)

func main() { s := []string{"b", "a"}; slices.Sort(s); fmt.Println(s) }
