package main

import "fmt"

type C interface {
	Inc()
	Get() int
}
type c struct{ n int }

func (x *c) Inc()     { x.n++ }
func (x *c) Get() int { return x.n }
func run(k C)         { k.Inc() }
func main() {
	x := &c{}
	run(x)
	run(x)
	var k C = x
	k.Inc()
	fmt.Println(x.n, k.Get())
	y, ok := k.(*c)
	fmt.Println(ok, y.n, y == x)
	cs := []C{x, &c{5}}
	for _, q := range cs {
		q.Inc()
	}
	fmt.Println(cs[0].Get(), cs[1].Get())
	mm := map[string]C{"a": x}
	mm["a"].Inc()
	fmt.Println(x.Get())
}
