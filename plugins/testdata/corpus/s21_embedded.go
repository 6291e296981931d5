package main

import (
	"fmt"
	"strings"
	"sync"
)

type Base struct{ N int }

func (b *Base) Name() string { return fmt.Sprint("base", b.N) }

type D struct {
	Base
	sync.Mutex
	s string
}
type W struct {
	*strings.Builder
	n int
}
type I interface{ Name() string }

func main() {
	d := &D{Base: Base{2}}
	d.Lock()
	d.N++
	d.Unlock()
	var i I = d
	fmt.Println(i.Name(), d.Name())
	w := W{Builder: &strings.Builder{}}
	w.WriteString("hi")
	fmt.Println(w.String())
}
