package main

import (
	"fmt"
	"slices"
)

func main() {
	s := []string{"b", "a"}
	fmt.Println(slices.Contains(s, "a"), slices.Index(s, "a"), slices.Equal(s, []string{"b", "a"}))
}
