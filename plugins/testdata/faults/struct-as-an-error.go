// The fault that gate/wholes.go is about.
package main

import "fmt"

type denied struct {
	who string
	by  int
}

func (d denied) Error() string { return "denied " + d.who }

func main() {
	var err error = denied{"me", 1}
	d, ok := err.(denied)
	fmt.Println(d.by, ok, err == denied{"me", 1})
}
