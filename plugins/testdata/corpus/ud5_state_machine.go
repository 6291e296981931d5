package main

import "fmt"

type st func(*m) st
type m struct {
	in  string
	pos int
	out []string
}

func a(x *m) st {
	if x.pos >= len(x.in) {
		return nil
	}
	c := x.in[x.pos]
	x.pos++
	if c == 'b' {
		return b
	}
	x.out = append(x.out, "a"+string(c))
	return a
}
func b(x *m) st { x.out = append(x.out, "B"); return a }
func main() {
	x := &m{in: "xbx"}
	for s := st(a); s != nil; {
		s = s(x)
	}
	fmt.Println(x.out)
}
