package main

import "fmt"

type E struct{ c int }

func (e *E) Error() string { return fmt.Sprint("E", e.c) }

type V struct{ c int }

func (e V) Error() string { return "V" }
func f(n int) error {
	switch n {
	case 0:
		return &E{5}
	case 1:
		return V{6}
	case 2:
		return fmt.Errorf("x")
	}
	return nil
}
func main() {
	for i := 0; i < 4; i++ {
		err := f(i)
		if e, ok := err.(*E); ok {
			fmt.Print("E", e.c, " ")
		} else if v, ok := err.(V); ok {
			fmt.Print("V", v.c, " ")
		} else {
			fmt.Print("- ", err == nil, " ")
		}
	}
	fmt.Println()
	switch x := f(0).(type) {
	case *E:
		fmt.Println("sw", x.c)
	default:
		fmt.Println("none")
	}
	switch f(1).(type) {
	case *E:
		fmt.Println("no")
	case V:
		fmt.Println("V")
	}
}
