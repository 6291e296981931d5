package main

import "fmt"

type B struct{ n int }

func (b *B) Inc()     { b.n++ }
func (b *B) Val() int { return b.n }

type D struct {
	B
	extra int
}

func (d *D) Inc() { d.B.Inc(); d.extra += 10 }

type E struct{ *D }

func main() {
	d := &D{}
	d.Inc()
	d.Inc()
	fmt.Println(d.Val(), d.n, d.extra)
	e := E{d}
	e.Inc()
	fmt.Println(e.Val(), e.extra, e.D.B.n)
	type V interface {
		Val() int
		Inc()
	}
	var v V = d
	v.Inc()
	fmt.Println(v.Val())
	v = e
	v.Inc()
	fmt.Println(v.Val(), d.extra)
}
