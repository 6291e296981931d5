package main

import (
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"
)

type level int

func (l level) String() string { return "L" + fmt.Sprint(int(l)) }

type T struct {
	N    int
	l    level
	L    level
	When time.Time
	err  error
}

func (t *T) String() string { return "T" + fmt.Sprint(t.N) }

type names []string

func (n names) String() string { return strings.Join(n, "+") }

type cb func() string

func (c cb) String() string { return c() }

type gen[V any] struct {
	v V
	W V
}

type list[V fmt.Stringer] []V

func (l list[V]) all() (out []string) {
	for _, v := range l {
		out = append(out, v.String())
	}
	return
}

type matrix [2][2]level

type multi struct {
	level
	names
	t *T
}

func deferred(w io.Writer) {
	ls := []level{1, 2}
	defer fmt.Fprintln(w, ls, T{N: 1})
	defer fmt.Fprintf(w, "%v %+v\n", ls, map[string]level{"a": 1})
	ls = append(ls, 3)
	ls[0] = 9
}

func main() {
	var l level
	n, err := fmt.Sscanf("7 x", "%d", &l)
	fmt.Println(n, err, l)
	fmt.Sscan("8", &l)
	fmt.Println(l)
	t := T{1, 2, 3, time.Unix(0, 0).UTC(), nil}
	fmt.Println(t, &t, []T{t}, []*T{&t}[0])
	fmt.Println(map[string]*T{"a": &t}, map[string]T{"a": t})
	fmt.Println(names{"a", "b"}, []names{{"c", "d"}}, names(nil))
	fmt.Printf("%v %s %q %d\n", names{"a"}, names{"a"}, names{"a"}, []int{1})
	fmt.Println(cb(func() string { return "cb" }), []cb{func() string { return "x" }})
	fmt.Println(gen[level]{1, 2}, []gen[level]{{3, 4}}, gen[string]{"a", "b"}, gen[*T]{nil, &t})
	fmt.Printf("%+v %+v\n", gen[level]{1, 2}, gen[gen[level]]{gen[level]{1, 2}, gen[level]{3, 4}})
	fmt.Println(list[level]{1, 2}.all(), list[level]{1, 2})
	fmt.Println(matrix{{1, 2}, {3, 4}}, &matrix{})
	fmt.Printf("%v\n", []multi{{1, names{"z"}, nil}}[0].names)
	var b bytes.Buffer
	deferred(&b)
	fmt.Print(b.String())
	keys := map[level][]level{2: {1}, 1: {2, 3}}
	fmt.Println(keys)
	var ks []level
	for k := range keys {
		ks = append(ks, k)
	}
	sort.Slice(ks, func(i, j int) bool { return ks[i] < ks[j] })
	fmt.Println(ks, ks[:1], ks[0])
	fmt.Println(fmt.Sprint("a", ks, 1, 2, ks, "b"), fmt.Sprint(ks, ks), fmt.Sprint(l, l, "x", l))
	fmt.Println(fmt.Sprintln(1, ks, nil, "x"), string(fmt.Append(nil, ks, 1, 2)))
	fmt.Println(struct {
		A any
		b any
	}{&t, names{"q"}})
	x := []any{&t, t.When, names{"n"}}
	fmt.Println(x...)
	fmt.Println(len(x), x[2])
	for i, v := range x {
		fmt.Printf("%d=%v ", i, v)
	}
	fmt.Println()
	var s fmt.Stringer = &t
	fmt.Println(s, []fmt.Stringer{s, level(1), names{"m"}, time.Second, nil})
	s = level(4)
	fmt.Printf("%v %s %d\n", s, s, s)
	var err2 error
	fmt.Printf("%v %+v\n", err2, []error{err2, io.EOF, fmt.Errorf("w %w", io.EOF)})
	func() {
		defer func() { fmt.Println(recover()) }()
		panic(fmt.Sprint(ks))
	}()
	fmt.Println(strings.Repeat("=", 3), ks, t.l, t.L, t.err, t.When)
}
