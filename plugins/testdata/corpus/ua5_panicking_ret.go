package main

import "fmt"

func safe(f func()) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	f()
	return true
}
func main() {
	ok := true
	ok = safe(func() { panic(1) })
	fmt.Println(ok)
	ok = safe(func() {})
	fmt.Println(ok)
}
