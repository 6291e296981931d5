package main

import (
	"errors"
	"fmt"
)

type E struct{ C int }

func (e E) Error() string { return fmt.Sprint(e.C) }
func main() {
	err := fmt.Errorf("x %w", E{4})
	if e, ok := errors.AsType[E](err); ok {
		fmt.Println(e.C)
	}
}
