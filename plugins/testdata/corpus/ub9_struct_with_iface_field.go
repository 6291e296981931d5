package main

import (
	"fmt"
	"io"
	"strings"
)

type src struct {
	r    io.Reader
	name string
}
type M interface{ M() string }
type impl struct{ s string }

func (i impl) M() string { return i.s }

type holder struct {
	m  M
	ms []M
	mm map[string]M
}

func main() {
	s := src{strings.NewReader("x"), "n"}
	b, _ := io.ReadAll(s.r)
	fmt.Println(string(b))
	h := holder{m: impl{"a"}, ms: []M{impl{"b"}, &impl{"c"}}, mm: map[string]M{"d": impl{"d"}}}
	fmt.Print(h.m.M())
	for _, m := range h.ms {
		fmt.Print(m.M())
	}
	fmt.Println(h.mm["d"].M(), h.m == M(impl{"a"}))
	var z M
	fmt.Println(z == nil, h.mm["zz"] == nil)
}
