package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

type op func(st *[]int) error

var errUnder = errors.New("stack underflow")

func bin(f func(a, b int) (int, error)) op {
	return func(st *[]int) error {
		s := *st
		if len(s) < 2 {
			return errUnder
		}
		r, err := f(s[len(s)-2], s[len(s)-1])
		if err != nil {
			return err
		}
		*st = append(s[:len(s)-2], r)
		return nil
	}
}

var ops = map[string]op{
	"+": bin(func(a, b int) (int, error) { return a + b, nil }),
	"-": bin(func(a, b int) (int, error) { return a - b, nil }),
	"*": bin(func(a, b int) (int, error) { return a * b, nil }),
	"/": bin(func(a, b int) (int, error) {
		if b == 0 {
			return 0, fmt.Errorf("divide %d by zero", a)
		}
		return a / b, nil
	}),
	"dup": func(st *[]int) error {
		if len(*st) == 0 {
			return errUnder
		}
		*st = append(*st, (*st)[len(*st)-1])
		return nil
	},
}

func eval(src string) (res []int, err error) {
	for i, w := range strings.Fields(src) {
		if f, ok := ops[w]; ok {
			if err = f(&res); err != nil {
				return nil, fmt.Errorf("word %d %q: %w", i, w, err)
			}
		} else if n, e := strconv.Atoi(w); e == nil {
			res = append(res, n)
		} else {
			return res, e
		}
	}
	return
}

func main() {
	for _, s := range []string{"1 2 + 3 *", "4 dup *", "1 0 /", "+", "7 2 / 9", "x", "", "5 3 - dup dup * +"} {
		r, err := eval(s)
		fmt.Println(s, "=>", r, err, errors.Is(err, errUnder), errors.Is(err, strconv.ErrSyntax))
	}
	fmt.Println(len(ops), ops["nope"] == nil)
}
