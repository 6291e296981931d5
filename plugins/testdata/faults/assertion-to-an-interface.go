// The fault that gate/assertions.go is about.
package main

import "fmt"

type named interface{ Name() string }

type level struct{ n int }

func (l *level) Name() string { return fmt.Sprint("level ", l.n) }

func main() {
	var x any = &level{2}
	n, ok := x.(named)
	fmt.Println(ok)
	if ok {
		fmt.Println(n.Name())
	}
	var none any
	_, ok = none.(error)
	fmt.Println(ok)
}
