package main

import (
	"fmt"
	"slices"
	"strings"
)

func main() {
	s := []string{"b", "a"}
	slices.SortFunc(s, func(a, b string) int { return strings.Compare(a, b) })
	fmt.Println(s)
}
