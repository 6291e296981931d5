// The fault that gate/showers.go is about.
package main

import "fmt"

type level int

func (l level) String() string { return "level" }

func main() { fmt.Println([]level{1, 2}) }
