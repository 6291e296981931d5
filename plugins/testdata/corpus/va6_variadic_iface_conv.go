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
	var r io.Reader = &cnt{Reader: strings.NewReader("y")}
	mr := io.MultiReader(strings.NewReader("x"), r)
	b, _ := io.ReadAll(mr)
	fmt.Println(string(b))
}
