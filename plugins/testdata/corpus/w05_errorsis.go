package main

import (
	"errors"
	"fmt"
	"io"
)

type pe struct{ n int }

func (p *pe) Error() string { return fmt.Sprint("pe", p.n) }

type temp string

func (t temp) Error() string        { return string(t) }
func (t temp) Is(target error) bool { return target == errTemp }

var (
	errA          = &pe{1}
	errB    error = &pe{1}
	errTemp       = errors.New("temp")
)

const errC = temp("c")

type wrap struct{ err error }

func (w *wrap) Error() string { return "wrap" }
func (w *wrap) Unwrap() error { return w.err }

func get(n int) error {
	switch n {
	case 0:
		return errA
	case 1:
		return fmt.Errorf("w: %w", errB)
	case 2:
		return &wrap{errC}
	case 3:
		return &wrap{&wrap{io.EOF}}
	case 4:
		return errors.Join(io.EOF, errA, fmt.Errorf("x %w", errC))
	}
	return nil
}

func main() {
	for i := range 6 {
		e := get(i)
		fmt.Println(i, errors.Is(e, errA), errors.Is(e, errB), errors.Is(e, errC), errors.Is(e, io.EOF), errors.Is(e, errTemp), errors.Is(e, nil), errors.Is(e, temp("c")), errors.Is(e, e))
	}
}
