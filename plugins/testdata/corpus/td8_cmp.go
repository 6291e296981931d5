package main

import (
	"cmp"
	"fmt"
)

func main() { fmt.Println(cmp.Compare(1, 2), cmp.Less("a", "b")) }
