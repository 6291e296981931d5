package main

import (
	"fmt"
	"strings"
)

type Addr struct{ User, Host string }

func (a Addr) String() string { return a.User + "@" + a.Host }

type List []Addr

func (l List) String() string {
	ss := make([]string, len(l))
	for i, a := range l {
		ss[i] = a.String()
	}
	return "[" + strings.Join(ss, "; ") + "]"
}

type Score float64

func (s *Score) String() string { return fmt.Sprintf("score %.1f", float64(*s)) }

type E struct{ c int }

func (e E) Error() string  { return fmt.Sprint("E", e.c) }
func (e E) String() string { return "not used" }

type G struct{ n int }

func (g G) GoString() string { return "G!" }

type outer struct {
	A  Addr
	P  *Addr
	l  List
	er error
}

type Secret string

func (Secret) String() string { return "***" }

type Fm int

func (f Fm) Format(st fmt.State, verb rune) {
	w, ok := st.Width()
	fmt.Fprintf(st, "<%c %d %v %v>", verb, w, ok, st.Flag('+'))
}

func main() {
	a := Addr{"ann", "x.test"}
	fmt.Println(a, &a, []Addr{a}, List{a, a}, map[string]Addr{"k": a})
	fmt.Printf("%v %s %q %d %+v %#v\n", a, a, a, a, a, a)
	s := Score(3.14159)
	fmt.Println(s, &s, []*Score{}, E{4}, []error{E{1}, E{2}})
	fmt.Printf("%v %#v %v %+v\n", G{1}, G{1}, []G{{2}}, G{3})
	fmt.Printf("%v\n", outer{a, nil, List{a}, E{9}})
	fmt.Printf("%+v\n", outer{A: a})
	fmt.Printf("%s|%10v|%-8v|%x\n", Secret("pw"), Secret("pw"), Secret("pw"), Secret("pw"))
	fmt.Printf("%v %+5d\n", Fm(1), Fm(2))
	var n *Addr
	fmt.Printf("%v %+v\n", n, n)
	var st fmt.Stringer = a
	fmt.Println(st, st.String()+"!", fmt.Sprint("x", 1, 2, "y", a, "z"))
}
