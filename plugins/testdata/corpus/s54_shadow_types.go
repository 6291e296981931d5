package main

import "fmt"

type string2 = string

func main() {
	var s string2 = "a"
	len := func(x string) int { return 42 }
	fmt.Println(len(s))
	{
		s := 1
		fmt.Println(s)
	}
	fmt.Println(s)
}
