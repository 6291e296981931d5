package main

import "fmt"

func main() {
	a := []int{1, 2, 3, 4}
	b := a[1:2:2]
	b = append(b, 9)
	fmt.Println(a, b, cap(a[1:3:3]))
	n := copy(a, a[2:])
	fmt.Println(n, a)
	arr := [...]string{2: "x", 0: "y"}
	fmt.Println(len(arr), arr)
	p := (*[2]int)(a)
	fmt.Println(*p)
}
