package main

import "fmt"

func f() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("rec: %v", r)
		}
	}()
	var m map[string]int
	m["a"] = 1
	return nil
}
func g() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("rec: %v", r)
		}
	}()
	a := []int{1}
	i := 3
	return a[i], nil
}
func h() (s string) { defer func() { s += "d" }(); s = "x"; return s + "r" }
func main() {
	fmt.Println(f())
	_, e := g()
	fmt.Println(e)
	fmt.Println(h())
	for i := 0; i < 3; i++ {
		defer fmt.Print(i, " ")
	}
}
