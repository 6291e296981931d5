// The fault that gate/calls.go is about.
package main

import (
	"errors"
	"fmt"
)

type late struct{ by int }

func (l *late) Error() string { return "late" }

func main() {
	err := fmt.Errorf("w: %w", errors.Join(errors.New("x"), &late{4}))
	var l *late
	fmt.Println(errors.As(err, &l) && l.by == 4)
}
