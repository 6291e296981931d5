package main

import "fmt"

type P struct{ n int }

func (p *P) Get() int { return p.n }
func main() {
	var fs []func() int
	for _, p := range []*P{{1}, {2}, {3}} {
		fs = append(fs, p.Get)
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
