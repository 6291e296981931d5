// The fault that gate/shows.go is about.
package main

import "fmt"

type level int

func (l level) String() string { return fmt.Sprintf("level%d", int(l)) }

type rule struct {
	Name  string
	Level level
	was   level
}

func main() {
	fmt.Println(map[level]rule{1: {"a", 2, 3}})
}
