package main

import (
	"errors"
	"fmt"
)

func f1() (n int) {
	defer func() { n *= 2 }()
	n = 3
	return n + 1
}
func f2() int {
	n := 3
	defer func() { n = 100 }()
	return n
}
func f3() (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v (s=%q)", r, s)
		}
	}()
	s = "partial"
	var m map[string][]int
	_ = m["x"][0]
	return "done", nil
}
func f4() (n int, err error) {
	defer func() {
		if err != nil {
			n, err = -1, fmt.Errorf("f4: %w", err)
		}
	}()
	return 10, errors.New("bad")
}
func f5() (out []string) {
	add := func(s string) string { out = append(out, s); return s }
	defer add("d1" + add("arg"))
	for i := range 3 {
		defer func() { add(fmt.Sprint("loop", i)) }()
	}
	add("body")
	return
}
func f6() (p *int) {
	v := 1
	defer func() { v++; *p += 10 }()
	return &v
}
func f7(n int) (r int) {
	defer func() {
		if n > 0 {
			r += f7(n - 1)
		}
	}()
	return n
}

func main() {
	fmt.Println(f1(), f2())
	fmt.Println(f3())
	fmt.Println(f4())
	fmt.Println(f5())
	fmt.Println(*f6(), f7(5))
	x := 1
	defer fmt.Println("eager", x)
	defer func(v *int) { fmt.Println("ptr", *v) }(&x)
	x = 2
}
