package main

import (
	"errors"
	"fmt"
	"io"
)

var ErrX = errors.New("x")

func f() error { return fmt.Errorf("f: %w", ErrX) }
func g() (int, error) {
	if err := f(); err != nil {
		return 0, fmt.Errorf("g: %w", err)
	}
	return 1, nil
}
func main() {
	_, err := g()
	fmt.Println(err, errors.Is(err, ErrX), errors.Is(err, io.EOF), errors.Unwrap(errors.Unwrap(err)) == ErrX)
	if err != nil && !errors.Is(err, io.EOF) {
		fmt.Println("handled")
	}
}
