package main

import (
	"fmt"
	"math"
	"sort"
	"strings"
)

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Named interface{ Name() string }
type NamedShape interface {
	Shape
	Named
}
type base struct{ name string }

func (b base) Name() string     { return b.name }
func (b *base) Rename(n string) { b.name = n }

type Circle struct {
	base
	R float64
}
type Rect struct {
	*base
	W, H float64
}

func (c Circle) Area() float64      { return math.Pi * c.R * c.R }
func (c Circle) Perimeter() float64 { return 2 * math.Pi * c.R }
func (r Rect) Area() float64        { return r.W * r.H }
func (r Rect) Perimeter() float64   { return 2 * (r.W + r.H) }
func (r Rect) Name() string         { return "rect:" + r.base.Name() }

type byArea []NamedShape

func (b byArea) Len() int           { return len(b) }
func (b byArea) Less(i, j int) bool { return b[i].Area() < b[j].Area() }
func (b byArea) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type Visitor interface {
	Visit(NamedShape) Visitor
}
type counter struct {
	n     int
	names []string
}

func (c *counter) Visit(s NamedShape) Visitor {
	c.n++
	c.names = append(c.names, s.Name())
	if c.n >= 2 {
		return nil
	}
	return c
}
func walk(v Visitor, ss []NamedShape) {
	for _, s := range ss {
		if v = v.Visit(s); v == nil {
			return
		}
	}
}

func kindOf(s Shape) string {
	switch x := s.(type) {
	case Circle:
		return fmt.Sprintf("circle %.1f", x.R)
	case Rect:
		if x.W == x.H {
			return "square"
		}
		return "rect"
	case *Circle:
		return "pcircle " + x.name
	}
	return "?"
}

func main() {
	c := Circle{base{"c"}, 1}
	r := Rect{&base{"r"}, 2, 3}
	pc := &Circle{base{"pc"}, 0.5}
	shapes := []NamedShape{r, c, pc, Rect{r.base, 1, 1}}
	sort.Sort(byArea(shapes))
	for _, s := range shapes {
		fmt.Printf("%s %.2f %.2f %s\n", s.Name(), s.Area(), s.Perimeter(), kindOf(s))
	}
	c.Rename("cc")
	r.Rename("rr")
	pc.Rename("ppc")
	var names []string
	for _, s := range shapes {
		names = append(names, s.Name())
	}
	fmt.Println(strings.Join(names, ","))
	v := &counter{}
	walk(v, shapes)
	fmt.Println(v.n, v.names)
	var total float64
	area := Shape.Area
	for _, s := range shapes {
		total += area(s)
	}
	fmt.Printf("%.3f\n", total)
	f := shapes[0].Perimeter
	shapes[0] = shapes[3]
	fmt.Printf("%.3f %v\n", f(), shapes[0] == shapes[3])
	var n Named = shapes[1]
	if s, ok := n.(Shape); ok {
		fmt.Println("shape", s.Area() > 0)
	}
	m := map[string]Shape{"a": c, "b": nil}
	for _, k := range []string{"a", "b", "z"} {
		s, ok := m[k]
		fmt.Println(k, ok, s == nil)
	}
}
