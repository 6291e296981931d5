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
	c := &cnt{Reader: strings.NewReader("hello")}
	io.Copy(io.Discard, c)
	fmt.Println(c.n)
	lr := io.LimitReader(&cnt{Reader: strings.NewReader("hello")}, 2)
	b, _ := io.ReadAll(lr)
	fmt.Println(string(b))
	mr := io.MultiReader(strings.NewReader("x"), &cnt{Reader: strings.NewReader("y")})
	b, _ = io.ReadAll(mr)
	fmt.Println(string(b))
	tr := io.TeeReader(strings.NewReader("t"), io.Discard)
	b, _ = io.ReadAll(tr)
	fmt.Println(string(b))
}
