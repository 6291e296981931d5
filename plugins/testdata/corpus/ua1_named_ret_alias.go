package main

import "fmt"

func g() (n int)      { n++; return }
func h() (s []string) { s = append(s, "a"); return s }
func k(b bool) (r string) {
	if b {
		r = "set"
	}
	return
}

type R struct{ n int }

func st() (r R) { r.n++; return }
func main() {
	x := 5
	x = g()
	y := g()
	x = g()
	fmt.Println(x, y)
	l := []string{"z"}
	l = h()
	l = h()
	fmt.Println(l)
	z := "old"
	z = k(false)
	fmt.Println(z == "", z)
	for i := 0; i < 3; i++ {
		v := g()
		fmt.Print(v)
	}
	var r R
	r = st()
	r = st()
	fmt.Println(r.n)
	a, b := 9, "q"
	a, b = func() (p int, q string) { p += 1; q += "x"; return }()
	fmt.Println(a, b)
}
