package main

import "fmt"

func f() (err error) {
	defer func() {
		if r := recover(); r != nil {
			if s, ok := r.(string); ok {
				err = fmt.Errorf("str %s", s)
				return
			}
			if e, ok := r.(error); ok {
				err = fmt.Errorf("err %w", e)
				return
			}
			err = fmt.Errorf("?")
		}
	}()
	panic("x")
}
func g() (err error) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				err = e
			} else {
				err = fmt.Errorf("not error")
			}
		}
	}()
	var a []int
	_ = a[3]
	return nil
}
func main() { fmt.Println(f()); fmt.Println(g() != nil) }
