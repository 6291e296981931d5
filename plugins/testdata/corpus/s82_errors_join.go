package main

import (
	"errors"
	"fmt"
)

var ErrA = errors.New("a")

func main() {
	e := errors.Join(ErrA, errors.New("b"))
	fmt.Println(errors.Is(e, ErrA))
	fmt.Printf("%q\n", e.Error())
}
