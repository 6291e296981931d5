package main

import (
	"errors"
	"fmt"
)

type day int

func (d day) String() string { return fmt.Sprint("own", int(d)) }

type st struct{ n int }

func (s st) String() string { return "st" }

type ps struct{ n int }

func (s *ps) String() string { return "ps" }

type sl []int

func (s sl) String() string { return "sl" }

type mp map[string]int

func (s mp) String() string { return "mp" }

type fl float64

func (s fl) String() string { return "fl" }

type er string

func (e er) Error() string { return "er " + string(e) }

type host struct{ d day }

func (h host) get() day          { return h.d }
func (h host) both() (day, day)  { return h.d, h.d + 1 }
func mkd() day                   { return 1 }
func mks() st                    { return st{1} }
func mkp() *ps                   { return &ps{1} }
func mkl() sl                    { return sl{1} }
func mkm() mp                    { return mp{"a": 1} }
func mkf() fl                    { return 1 }
func mke() er                    { return "x" }
func id[T any](t T) T            { return t }
func show(s fmt.Stringer) string { return s.String() }
func asErr() error               { return mke() }
func asAny() any                 { return mkd() }
func asS() fmt.Stringer          { return mkd() }

func main() {
	fmt.Println(mkd())
	fmt.Println(mks())
	fmt.Println(mkp())
	fmt.Println(mkl())
	fmt.Println(mkm())
	fmt.Println(mkf())
	fmt.Println(mke())
	h := host{4}
	fmt.Println(h.get())
	f := func() day { return 6 }
	fmt.Println(f(), id(day(3)), func() day { return 7 }())
	fmt.Println(show(mkd()), asS(), asErr())
	fmt.Println(fmt.Errorf("w %w", mke()), fmt.Sprintf("%v %s", mkd(), mkd()))
	fmt.Println(errors.Is(mke(), er("x")), errors.Join(mke(), mke()))
	var s fmt.Stringer = mkd()
	fmt.Println(s)
	s = mkd()
	fmt.Println(s, s.String())
	var e error = mke()
	fmt.Println(e)
	l := []fmt.Stringer{mkd()}
	for _, x := range l {
		fmt.Println(x)
	}
	l = append(l, mkd())
	fmt.Println(l[1])
	m := map[string]fmt.Stringer{"a": mkd()}
	fmt.Println(m["a"])
	m["b"] = mkd()
	fmt.Println(m["b"])
	p := &h.d
	fmt.Println(*p, h.d, h.get()+1)
	a, b := h.both()
	fmt.Println(a, b)
	ds := []day{5}
	fmt.Println(ds[0], ds[0]+1, -ds[0], day(2)*2)
	fmt.Println(<-func() chan day { c := make(chan day, 1); c <- 3; return c }())
	fs := map[string]func() day{"x": mkd}
	fmt.Println(fs["x"]())
	fmt.Println(min(ds[0], 3), max(mkd(), 9))
	dm := map[day]day{1: 2}
	fmt.Println(dm[1], dm[mkd()])
	st2 := struct{ s fmt.Stringer }{mkd()}
	fmt.Println(st2.s)
	var an any = 1
	_ = an
	fmt.Println((mkd()), (*p), ds[len(ds)-1])
	type pr struct{ a, b day }
	pr2 := func() pr { return pr{1, 2} }
	fmt.Println(pr2().a, [2]day{1, 2}[1], []day{1}[0])
	fmt.Println(day(mkd()), day(7), int(mkd()))
	var ip any = mkd
	_ = ip
}
