package main

import (
	"errors"
	"fmt"
)

type er string

func (e er) Error() string { return string(e) }

const errX = er("x")

func mk() error   { return errX }
func mke() er     { return errX }
func wrap() error { return fmt.Errorf("w: %w", errX) }

func main() {
	fmt.Println(errors.Is(mk(), errX), errors.Is(wrap(), errX), mk() == errX, mk() == error(errX))
	x := mke()
	fmt.Println(errors.Is(x, errX))
	fmt.Println(errors.Is(mke(), errX))
	fmt.Println(errors.Is(errX, errX), errors.Is(errors.Join(mk(), errors.New("q")), errX))
	var e error = errX
	fmt.Println(errors.Is(e, mke()), errors.Is(e, e), errors.Is(e, er("y")))
}
