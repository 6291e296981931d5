package main

import "fmt"

func main() {
	var a any = "x"
	fmt.Println(a == "x", a != "y")
	m := map[any]int{"a": 1, 2: 3}
	fmt.Println(m["a"], m[2])
	x, ok := a.(int)
	fmt.Println(x, ok)
	defer func() { fmt.Println("rec", recover() != nil) }()
	_ = a.(int)
}
