package main

import (
	"errors"
	"fmt"
	"strings"
)

type trace struct{ sb strings.Builder }

func (t *trace) add(s string) { t.sb.WriteString(s + ";") }

func safe(name string, t *trace, f func()) (err error) {
	t.add("in " + name)
	defer t.add("out " + name)
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("%s: %w", name, r)
		case string:
			err = errors.New(name + ": " + r)
		default:
			err = fmt.Errorf("%s: weird %v (%T)", name, r, r)
		}
	}()
	f()
	return nil
}

func main() {
	t := &trace{}
	var m map[string]int
	var p *trace
	arr := []int{1, 2, 3}
	idx, zero := 5, 0
	var a any = "str"
	tests := []struct {
		name string
		f    func()
	}{
		{"ok", func() {}},
		{"str", func() { panic("boom") }},
		{"index", func() { arr[idx] = 1 }},
		{"slice", func() { _ = arr[idx:] }},
		{"div", func() { fmt.Println(10 / zero) }},
		{"nilmap", func() { m["a"] = 1 }},
		{"nilptr", func() { p.sb.WriteString("x") }},
		{"assert", func() { _ = a.(int) }},
		{"custom", func() { panic([]int{1}) }},
		{"nested", func() {
			defer func() { panic(fmt.Sprint("second after ", recover())) }()
			panic("first")
		}},
	}
	for _, tt := range tests {
		fmt.Println(safe(tt.name, t, tt.f))
	}
	fmt.Println(t.sb.String())
	for i := 0; i < 3; i++ {
		defer func(n int) { fmt.Println("d", n, i) }(i * i)
	}
}
