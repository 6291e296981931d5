package main

import (
	"fmt"
	"strings"
)

type counter struct {
	n    int
	name string
}

func (c *counter) inc(by int) int { c.n += by; return c.n }
func (c counter) show() string    { return fmt.Sprintf("%s=%d", c.name, c.n) }

type namer interface{ show() string }

func apply(fs ...func(int) int) (out []int) {
	for i, f := range fs {
		out = append(out, f(i+1))
	}
	return
}

func main() {
	c := counter{name: "spam"}
	inc := c.inc
	show := c.show // copies now
	inc(4)
	inc(5)
	fmt.Println(show(), c.show(), c)
	f := (*counter).inc
	g := counter.show
	fmt.Println(f(&c, 10), g(c))
	d := counter{name: "ham"}
	fmt.Println(apply(inc, d.inc, inc, d.inc))
	p := &d
	ps := p.show
	p.n = 1000
	fmt.Println(ps(), p.show(), (*p).show())
	p = &c
	var i namer = p
	is := i.show
	p.n = -1
	fmt.Println(is(), i.show())
	h := namer.show
	fmt.Println(h(d), h(&d))
	up := strings.ToUpper
	table := map[string]func() string{"c": c.show, "d": d.show}
	for _, k := range []string{"c", "d"} {
		fmt.Println(up(table[k]()))
	}
	defer fmt.Println("deferred", c.show())
	defer func() { fmt.Println("closure", c.show()) }()
	c.n = 77
}
