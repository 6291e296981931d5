package main

import (
	"fmt"
	"strings"
)

func cls(s string) (r string) {
	switch x := strings.ToLower(s); {
	case x == "":
		r = "empty"
	case strings.HasPrefix(x, "x-") && len(x) > 3, x == "y":
		r = "ext"
	case strings.ContainsAny(x, "0123456789"):
		r = "num"
	default:
		r = "other"
	}
	return r
}
func main() {
	for _, s := range []string{"", "X-abc", "x-", "Y", "a1", "zz"} {
		fmt.Print(cls(s), " ")
	}
	fmt.Println()
}
