package main

import (
	"fmt"
	"io"
	"strings"
)

type cnt struct {
	io.Reader
	n int
}

func (c *cnt) Read(p []byte) (int, error) { n, err := c.Reader.Read(p); c.n += n; return n, err }
func main() {
	mr := io.MultiReader(strings.NewReader("x"), io.Reader(&cnt{Reader: strings.NewReader("y")}))
	b, _ := io.ReadAll(mr)
	fmt.Println(string(b))
	l := []io.Reader{&cnt{Reader: strings.NewReader("z")}}
	b, _ = io.ReadAll(io.MultiReader(l...))
	fmt.Println(string(b))
}
