package main

import (
	"errors"
	"fmt"
	"strconv"
)

var x = "global"
var y = func() int { return z * 2 }()
var z = 21

func init() { x += "+init" }
func init() { x += "+init2" }

func parse(ss ...string) (sum int, err error) {
	for _, s := range ss {
		n, err := strconv.Atoi(s)
		if err != nil {
			fmt.Println("skip", err)
			continue
		}
		sum += n
	}
	if sum > 10 {
		sum, err := sum*2, errors.New("big")
		return sum, err
	}
	return
}

func main() {
	fmt.Println(x, y)
	x := 1
	{
		x := x + 1
		x++
		fmt.Println("inner", x)
	}
	fmt.Println("outer", x)
	if x := x * 10; x > 5 {
		fmt.Println("if", x)
	} else if x := "s"; x != "" {
		fmt.Println(x)
	}
	for x := 0; x < 2; x++ {
		x := x * 100
		fmt.Print(x, " ")
	}
	fmt.Println(x)
	switch x := any(x).(type) {
	case int:
		x += 5
		fmt.Println("switch", x)
	}
	fmt.Println(parse("1", "x", "2"))
	fmt.Println(parse("1", "10"))
	a, b := 1, 2
	b, c := 3, 4
	a, b = b, a
	fmt.Println(a, b, c)
	len := func(s string) int { return 42 }
	fmt.Println(len("abc"))
	true := false
	fmt.Println(true, !true)
	type int string
	var s int = "my int"
	fmt.Println(s)
	func(x string) { fmt.Println("param", x) }("p")
	fmt.Println(x)
}
