package main

import (
	"fmt"
	"io"
)

type T struct{}

func main() { var r io.Reader = T{}; fmt.Println(r) }
