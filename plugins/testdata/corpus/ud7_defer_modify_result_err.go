package main

import (
	"errors"
	"fmt"
)

type C struct {
	closed bool
	err    error
}

func (c *C) Close() error { c.closed = true; return c.err }
func use(c *C) (err error) {
	defer func() {
		if e := c.Close(); e != nil && err == nil {
			err = e
		}
	}()
	return nil
}
func use2(c *C) (n int, err error) { defer c.Close(); n = 3; return n, errors.New("body") }
func main() {
	c := &C{err: errors.New("close")}
	fmt.Println(use(c), c.closed)
	d := &C{}
	fmt.Println(use2(d))
	fmt.Println(d.closed)
}
