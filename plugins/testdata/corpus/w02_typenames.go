package main

import (
	"errors"
	"fmt"

	"time"
)

type point struct{ x, y int }
type level int

func (l level) String() string { return "level" }

type failure struct{ why string }

func (f *failure) Error() string { return f.why }

const format = "%T and %v, %T\n"

func make2() point { fmt.Println("made"); return point{1, 2} }

type pair[A, B any] struct {
	a A
	b B
}

func main() {
	p := point{1, 2}
	var l level
	fmt.Printf("%T %v %d%% %T|%T|\n", p, l, 3, l, &p)
	fmt.Printf(format, []point{}, 3, map[string]*level{})
	fmt.Printf("%T\n", make2())
	fmt.Println(fmt.Sprintf("%T %T %T", [3]level{}, point{}, time.Second))
	type local struct{ a int }
	fmt.Printf("%T\n", local{})
	fmt.Println(fmt.Errorf("%T: %w", &failure{"x"}, errors.New("y")))
	fmt.Printf("%s %T\n", "a", &failure{"x"})
	only := point{}
	fmt.Printf("%T %.30T\n", only, only)
	fmt.Printf("%T\n", [][]byte{})
	fmt.Printf("%T\n", 'x')
}
