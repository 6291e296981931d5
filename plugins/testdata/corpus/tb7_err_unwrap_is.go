package main

import (
	"errors"
	"fmt"
)

var Sent = errors.New("s")

type E struct{ err error }

func (e *E) Error() string { return "E:" + e.err.Error() }
func (e *E) Unwrap() error { return e.err }
func main() {
	var err error = &E{Sent}
	fmt.Println(errors.Is(err, Sent), errors.Unwrap(err) == Sent, err)
}
