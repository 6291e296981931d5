package main

import "fmt"

type E struct{ c int }

func (e *E) Error() string { return fmt.Sprint("E", e.c) }

type V struct{ c int }

func (e V) Error() string { return "V" }
func main() {
	var v any = &E{1}
	e, ok := v.(error)
	fmt.Println(ok)
	if ok {
		fmt.Println(e.Error())
	}
	v = V{}
	e, ok = v.(error)
	fmt.Println(ok)
	if ok {
		fmt.Println(e)
	}
	v = fmt.Errorf("bin")
	e, ok = v.(error)
	fmt.Println(ok, e)
	v = 1
	_, ok = v.(error)
	fmt.Println(ok)
}
