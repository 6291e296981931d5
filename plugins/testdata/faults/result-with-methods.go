// The fault that gate/interfaces.go is about: what a call gives has no methods for compiled code.
package main

import "fmt"

type level int

func (l level) String() string { return "level" }

func high() level { return 2 }

func main() {
	fmt.Println(high())
}
