package main

import (
	"fmt"
	"slices"
)

func main() { fmt.Println(slices.Contains[[]string, string]([]string{"a"}, "a")) }
