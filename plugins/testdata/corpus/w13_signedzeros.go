package main

import (
	"fmt"
	"math"
	"strconv"
)

type vec struct{ x, y float64 }

func (v vec) neg() vec         { return vec{-v.x, -v.y} }
func (v *vec) flip()           { v.x, v.y = -v.x, -v.y }
func (v vec) sign() (int, int) { return sg(v.x), sg(v.y) }

func sg(f float64) int {
	if math.Signbit(f) {
		return -1
	}
	return 1
}

func named(f float64) (r float64) {
	r = f
	return
}

func list(fs ...float64) []bool {
	var out []bool
	for _, f := range fs {
		out = append(out, math.Signbit(f))
	}
	return out
}

type num float64

func (n num) inv() float64 { return 1 / float64(n) }

func gen[T float32 | float64](x T) T { return 1 / x }

func main() {
	z := 0.0
	fmt.Println(sg(-z), sg(z), sg(named(-z)), list(z, -z, z*-1))
	v := vec{z, -z}
	fmt.Println(v.sign())
	fmt.Println(v.neg().sign())
	v.flip()
	fmt.Println(v.sign())
	f := func(x float64) float64 { return 1 / x }
	fmt.Println(f(-z), f(z))
	fmt.Println(num(-z).inv(), gen(-z), gen(float32(-z)))
	g := vec.sign
	fmt.Println(g(vec{-z, z}))
	h := vec{-z, -z}.sign
	fmt.Println(h())
	m := map[string]float64{"a": -z}
	fmt.Println(sg(m["a"]), sg(m["b"]), len(m))
	arr := [2]float64{-z, z}
	brr := arr
	fmt.Println(sg(brr[0]), sg(brr[1]), arr == brr)
	var x float64
	x = -z
	fmt.Println(sg(x), strconv.FormatFloat(x, 'g', -1, 64))
	x = math.Copysign(0, -1)
	y := x
	fmt.Println(sg(y), y, x == 0)
	var i any = -z
	fmt.Println(sg(i.(float64)), i)
	c := complex(-z, z)
	fmt.Println(sg(real(c)), sg(imag(c)))
	p := &x
	*p = z
	fmt.Println(sg(x))
	*p = -z
	fmt.Println(sg(x))
	x, y = z, x
	fmt.Println(sg(x), sg(y))
	ch := make(chan float64, 2)
	ch <- -z
	fmt.Println(sg(<-ch))
	sl := []float64{1, 2}
	sl[0] = -z
	sl = append(sl, -z)
	fmt.Println(list(sl...))
	copy(sl[1:], sl)
	fmt.Println(list(sl...))
	for _, q := range sl {
		fmt.Print(sg(q), " ")
	}
	fmt.Println()
	vs := []vec{{-z, 1}}
	for _, q := range vs {
		fmt.Println(q.sign())
	}
	w := vs[0]
	fmt.Println(w.sign())
	func(a, b float64) { fmt.Println(sg(a), sg(b)) }(-z, z)
	defer func(a float64) { fmt.Println("d", sg(a)) }(-z)
	fmt.Println(two(two(-z, z)))
	fmt.Println(math.Max(-z, z), min(z, -z), max(-z, z))
}

func two(a, b float64) (float64, float64) { return b, a }
