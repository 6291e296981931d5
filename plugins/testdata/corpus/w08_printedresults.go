package main

import (
	"errors"
	"fmt"
	"slices"
)

type er string

func (e er) Error() string { return string(e) }

const errX = er("x")

type day int

func (d day) String() string { return fmt.Sprint("day", int(d)) }
func mk() day                { return 3 }
func mke() er                { return "e" }

func main() {
	errs := []error{errors.New("a"), errX}
	fmt.Println(slices.Contains(errs, error(errX)), slices.Index(errs, error(errX)))
	fmt.Println(slices.ContainsFunc(errs, func(e error) bool { return errors.Is(e, errX) }))
	fmt.Print(mk(), " ", mke(), "\n")
	s := fmt.Sprint(mk()) + fmt.Sprintln(mke())
	fmt.Println(s, fmt.Sprintf("%q %s %d %v %x", mke(), mk(), mk(), mke(), mke()))
	defer fmt.Println(mk(), mke())
	for _, f := range []func() day{mk} {
		fmt.Println(f())
	}
	type rec struct{ d day }
	r := func() *rec { return &rec{4} }
	fmt.Println(r().d, errors.Is(fmt.Errorf("%w", mke()), er("e")))
}
