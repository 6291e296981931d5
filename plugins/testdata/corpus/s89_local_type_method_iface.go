package main

import (
	"errors"
	"fmt"
)

type Checker interface{ Check(s string) error }
type CheckerFunc func(string) error

func (f CheckerFunc) Check(s string) error { return f(s) }
func all(cs ...Checker) Checker {
	return CheckerFunc(func(s string) error {
		for _, c := range cs {
			if err := c.Check(s); err != nil {
				return err
			}
		}
		return nil
	})
}
func main() {
	c := all(CheckerFunc(func(s string) error { return nil }), CheckerFunc(func(s string) error {
		if s == "bad" {
			return errors.New("bad!")
		}
		return nil
	}))
	fmt.Println(c.Check("ok"), c.Check("bad"))
}
