// The fault that gate/interfaces.go is about.
package main

import "fmt"

type mine struct{ n int }

func (m *mine) Error() string { return "mine" }

type failure interface{ Error() string }

func main() {
	var err error = &mine{1}
	var f failure = err
	_, ok := f.(*mine)
	var a any = err
	_, also := a.(*mine)
	fmt.Println(ok, also)
}
