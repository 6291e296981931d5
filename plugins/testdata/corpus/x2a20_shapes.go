package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

type Shape interface {
	Area() float64
	fmt.Stringer
}

type Rect struct{ W, H float64 }
type Circle struct{ R float64 }

func (r Rect) Area() float64     { return r.W * r.H }
func (r Rect) String() string    { return fmt.Sprintf("rect %gx%g", r.W, r.H) }
func (c *Circle) Area() float64  { return math.Pi * c.R * c.R }
func (c *Circle) String() string { return fmt.Sprintf("circle %g", c.R) }

func main() {
	shapes := []Shape{Rect{2, 3}, &Circle{1}, Rect{1, 1}}
	slices.SortFunc(shapes, func(a, b Shape) int {
		switch d := a.Area() - b.Area(); {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return strings.Compare(a.String(), b.String())
	})
	fmt.Println(shapes)
	for i, s := range shapes {
		fmt.Printf("%d %v %s %.2f\n", i, s, s, s.Area())
	}
	byName := map[string]Shape{"r": Rect{5, 5}, "c": &Circle{2}}
	fmt.Println(byName)
	if r, ok := byName["r"].(Rect); ok {
		fmt.Println(r.W, r)
	}
	fmt.Println(byName["r"] == Shape(Rect{5, 5}))
}
