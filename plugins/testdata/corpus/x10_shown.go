package main

import (
	"errors"
	"fmt"
	"io"
	"time"
)

type level int

func (l level) String() string { return fmt.Sprintf("L%d", int(l)) }

type octet uint8

func (o octet) String() string { return "o" }

type ptr struct{ n int }

func (p *ptr) String() string {
	if p == nil {
		return "nilptr"
	}
	return fmt.Sprint("ptr", p.n)
}

type val struct{ n int }

func (v val) String() string { return fmt.Sprint("val", v.n) }

type bad struct{ err error }

func (b bad) Error() string { return b.err.Error() }

type inner struct {
	l  level
	L  level
	d  time.Duration
	D  time.Duration
	t  time.Time
	p  *int
	pp *ptr
	PP *ptr
	V  val
	v  val
	VP *val
}

type outer struct {
	inner
	In    inner
	names []level
	Names []level
	m     map[level]level
	M     map[level]val
	a     any
	A     any
	e     error
	E     error
	s     fmt.Stringer
	S     fmt.Stringer
	arr   [2]level
	Arr   [2]octet
	Bytes []octet
	f     func()
	self  *outer
	B     []byte
}

type own interface{ String() string }
type holder struct {
	O own
	o own
	X []own
}

type rec struct {
	Name level
	Kids []rec
}

type key struct {
	a level
	B string
}

type wrap struct{ error }
type emb struct{ val }
type embp struct{ *ptr }
type silent struct{ L level }

func (s *silent) String() string { return "silent" }

type named []level
type nmap map[string]level

func show(v any) {
	fmt.Println(v)
	fmt.Printf("%v|%+v|%6v|%-4v|\n", v, v, v, v)
}

func main() {
	in := inner{1, 2, 3, 4, time.Unix(5, 0).UTC(), nil, nil, nil, val{6}, val{7}, nil}
	o := outer{in, in, []level{1}, []level{2, 3}, map[level]level{2: 1, 1: 2}, map[level]val{3: {1}, 1: {2}}, level(4), level(5),
		io.EOF, io.ErrUnexpectedEOF, level(6), val{7}, [2]level{8, 9}, [2]octet{1, 2}, []octet{65, 66}, nil, nil, []byte("hi")}
	o.e, o.a = nil, val{3}
	fmt.Printf("%v\n", o)
	fmt.Printf("%v\n", &o)
	fmt.Printf("%v\n", []outer{o})
	fmt.Printf("%+v\n", o)
	fmt.Printf("%+v\n", &o)
	fmt.Printf("%+v\n", []outer{o})
	fmt.Printf("%5v\n", o)
	fmt.Printf("%5v\n", &o)
	fmt.Printf("%5v\n", []outer{o})
	fmt.Printf("%-6v|\n", o)
	fmt.Printf("%-6v|\n", &o)
	fmt.Printf("%-6v|\n", []outer{o})
	fmt.Printf("%+8v\n", o)
	fmt.Printf("%+8v\n", &o)
	fmt.Printf("%+8v\n", []outer{o})
	fmt.Printf("%s %q %x %X\n", o.Names, o.Names, o.Names, o.Names)
	fmt.Printf("%s %q %x %v %d\n", o.Bytes, o.Bytes, o.Bytes, o.Bytes, o.Bytes)
	fmt.Printf("%d %3d %d\n", o.Names, o.m, o.Arr)
	fmt.Printf("%+d %x\n", o.M, o.M)
	fmt.Println(o.A, o.a, o.e, o.E, o.s, o.S, o.M, o.m)
	h := holder{val{1}, val{2}, []own{val{3}, level(4)}}
	fmt.Printf("%v %+v\n", h, h)
	fmt.Println(h, &h, h.X, h.O)
	r := rec{1, []rec{{2, nil}, {3, []rec{{4, nil}}}}}
	fmt.Println(r)
	fmt.Printf("%+v\n", r)
	k := map[key]level{{2, "a"}: 1, {1, "b"}: 2, {1, "a"}: 3}
	fmt.Println(k)
	fmt.Printf("%+v %d\n", k, k)
	w := wrap{bad{errors.New("x")}}
	fmt.Println(w, []wrap{w}, []error{w, nil, bad{io.EOF}}, []any{w, level(1), val{2}, nil, "s", 1.5, &ptr{3}})
	fmt.Println(emb{val{1}}, []emb{{val{2}}}, []embp{{&ptr{1}}}, struct{ E emb }{emb{val{3}}}, struct{ e emb }{emb{val{3}}})
	fmt.Println([]*ptr{{1}, nil, {2}}, map[string]*ptr{"a": {1}, "b": nil})
	fmt.Println([]*val{{1}, nil}, struct{ P *val }{})
	fmt.Printf("%s|%v|%q|%6s|%x\n", []*val{nil}, []*val{nil}, []*val{nil}, []*val{nil}, []*val{nil})
	fmt.Println(silent{1}, []silent{{2}}, &silent{3}, struct{ S silent }{}, []*silent{{4}})
	fmt.Printf("%v %+v %d\n", silent{1}, silent{1}, silent{1})
	fmt.Println(named{1, 2}, nmap{"b": 1, "a": 2}, []named{{1}}, map[bool]level{true: 1, false: 2}, map[float64]level{2.5: 1, -1: 2})
	fmt.Println(named(nil), nmap(nil), []level(nil), []level{}, (*outer)(nil), (*rec)(nil))
	var n own
	fmt.Println(n, []own{nil}, struct{ o own }{})
	args := []any{level(1), val{2}, &val{3}, io.EOF, bad{io.EOF}, &r, nil, uint8(3), r}
	fmt.Println(args...)
	fmt.Printf("%v %s %v %v %q %+v %v %d %v\n", args...)
	fmt.Println(fmt.Sprint(args...))
	show(level(3))
	show(val{4})
	show(&r)
	show([]level{1})
	show([2]val{{1}, {2}})
	show(bad{io.EOF})
	show(wrap{io.EOF})
	show(nil)
	show("x")
	show(o.M)
	show(key{1, "z"})
	show(struct {
		l level
		M level
	}{1, 2})
	show(in)
	var e error = bad{io.EOF}
	fmt.Printf("%v %s %q %x\n", e, e, e, e)
	fmt.Printf("%v %+v\n", struct{ Err error }{e}, struct{ Err error }{e})
	s := fmt.Errorf("list %v: %w", o.Names, e)
	fmt.Println(s, errors.Is(s, io.EOF), errors.Is(s, e))
	var pp **val
	fmt.Println(pp, struct{ x, Y []any }{[]any{level(1)}, []any{level(1)}})
	fmt.Println(struct {
		m map[string]any
		M map[string]any
	}{map[string]any{"a": level(1), "b": time.Second}, map[string]any{"a": level(1), "b": time.Second}})
	fmt.Println(struct{ err error }{}, struct{ d []time.Duration }{[]time.Duration{1}}, struct{ e wrap }{})
}
