package main

import "fmt"

type day int

func (d day) String() string { return fmt.Sprint("day", int(d)) }
func mk() day                { return 3 }

func main() {
	defer fmt.Println(mk())
	defer fmt.Println(day(2))
	d := day(1)
	defer fmt.Println(d)
}
