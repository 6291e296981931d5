package main

import (
	"fmt"
	"io"
	"strings"
)

type RN interface {
	io.Reader
	Name() string
}
type x struct{ io.Reader }

func (x) Name() string { return "x" }
func main() {
	var r RN = x{strings.NewReader("abc")}
	b, _ := io.ReadAll(r)
	fmt.Println(r.Name(), string(b))
	if n, ok := io.Reader(r).(interface{ Name() string }); ok {
		fmt.Println("asserted", n.Name())
	}
}
