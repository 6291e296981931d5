package main

import "fmt"

type num float64

type vec struct {
	n int
	x float64
}

type pair [2]float32

type rule struct {
	vec
	name   string
	weight complex128
}

func id(x float64) float64                        { return x }
func id32(x float32) float32                      { return x }
func idNum(x num) num                             { return x }
func idVec(v vec) vec                             { return v }
func idPair(p pair) pair                          { return p }
func idComplex(c complex128) complex128           { return c }
func idRule(r rule) rule                          { return r }
func idAny(x any) any                             { return x }
func same[T any](x T) T                           { return x }
func last(xs ...float64) float64                  { return xs[len(xs)-1] }
func fixedAndMore(x float64, more ...any) float64 { return x + float64(len(more)) - float64(len(more)) }
func both(z float64) (float64, float64)           { return -z, z }
func words(a, b float64) string                   { return fmt.Sprint(a, b) }
func checked(x float64) (float64, error)          { return x, nil }
func negative(x float64) bool                     { return 1/x < 0 }
func apply(f func(float64) float64, x float64) float64 {
	return f(x)
}

func deep(k int, x float64) float64 {
	if k == 0 {
		return x
	}
	return deep(k-1, x)
}

func (v vec) both(x float64) (float64, float64) { return v.x, x }
func (v *vec) get(x float64) float64            { return x }
func (n num) with(x float64) float64            { return x * float64(n) / float64(n) }

type wither interface{ with(float64) float64 }

var zero = 0.0
var negativeZero = id(-zero)

func main() {
	n := -zero
	fmt.Println("scalars", id(n), id(zero), id(-zero), id(0), id32(float32(n)), idNum(num(n)), negativeZero)
	fmt.Println("parts", idVec(vec{0, n}), idVec(vec{1, n}), idPair(pair{0, float32(n)}), idComplex(complex(0, n)), idComplex(complex(n, 0)))
	fmt.Println("embedded", idRule(rule{vec: vec{x: n}}), idRule(rule{weight: complex(n, n)}), idRule(rule{}))
	fmt.Println("many", last(n), last(1, n), last([]float64{n}...), fixedAndMore(n), fixedAndMore(n, "a"), fixedAndMore(1, n))
	fmt.Println("results", words(both(zero)), idAny(n), same(n), same(vec{0, n}), deep(3, n), id(id(n)))
	x, err := checked(n)
	fmt.Println(x, err, negative(n), negative(zero), negative(n) && !negative(zero))
	if negative(n) {
		fmt.Println("negative")
	}
	x = id(n)
	fmt.Println(x, apply(id, n), apply(func(x float64) float64 { return x }, n))
	methods(n)
	later(n)
	extremes(n)
}

func methods(n float64) {
	v := vec{0, n}
	p := &v
	fmt.Println(v.both(n))
	fmt.Println(p.both(n))
	fmt.Println(p.get(n), v.get(n), num(1).with(n))
	var w wither = num(1)
	bound, unbound, named := v.get, vec.both, id
	fmt.Println(w.with(n), bound(n), named(n))
	fmt.Println(unbound(v, n))
}

func later(n float64) {
	table := map[string]func(float64) float64{"id": id}
	fmt.Println(table["id"](n))
	defer func(x float64) { fmt.Println("deferred", x) }(n)
	defer shown(n)
	defer shown(id(n))
}

func shown(x float64) { fmt.Println("shown", x) }

func extremes(n float64) {
	fmt.Println(min(zero, n), min(n, zero), max(zero, n), max(n, zero), min(1, n), max(-1, n, zero))
}
