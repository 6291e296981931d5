// The fault that gate/comparisons.go is about: package errors finds no two of a script's errors equal.
package main

import (
	"errors"
	"fmt"
)

type failure string

func (f failure) Error() string { return string(f) }

const none = failure("none")

func find() error { return none }

func main() {
	fmt.Println(errors.Is(find(), none))
}
