package main

import "fmt"

func g(b bool) (n int, err error) {
	if b {
		n = 7
		err = fmt.Errorf("e")
		return
	}
	return
}
func wrap(b bool) (int, error) { return g(b) }
func main() {
	n, err := wrap(true)
	fmt.Println(n, err)
	n, err = wrap(false)
	fmt.Println(n, err)
	n, err = g(true)
	n, err = g(false)
	fmt.Println(n, err)
}
