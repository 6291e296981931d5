package main

import (
	"fmt"
	"strings"
)

func main() {
	for l := range strings.Lines("a\nb\n") {
		fmt.Printf("%q ", l)
	}
	for p := range strings.SplitSeq("a,b", ",") {
		fmt.Print(p)
	}
	fmt.Println()
}
