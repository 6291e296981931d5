package main

import (
	"errors"
	"fmt"
	"io"
	"sort"
)

type Denied struct {
	Who  string
	Code int
}

func (d Denied) Error() string { return fmt.Sprintf("denied %s %d", d.Who, d.Code) }

type closed struct{}

func (closed) Error() string { return "closed" }

type wrapped struct {
	Op  string
	Err error
}

func (w wrapped) Error() string { return w.Op + ": " + w.Err.Error() }
func (w wrapped) Unwrap() error { return w.Err }

type lists struct{ all []error }

func (l lists) Error() string { return fmt.Sprint(len(l.all), " errors") }

type failure interface{ Error() string }

type coded interface {
	error
	code() int
}

type withCode struct {
	error
	n int
}

func (w withCode) code() int { return w.n }

type ptr struct{ n int }

func (p *ptr) Error() string { return fmt.Sprint("ptr", p.n) }

type point struct{ x, y int }

func (p point) String() string { return fmt.Sprintf("(%d,%d)", p.x, p.y) }

type byX struct{ list []point }

func (b byX) Len() int           { return len(b.list) }
func (b byX) Less(i, j int) bool { return b.list[i].x < b.list[j].x }
func (b byX) Swap(i, j int)      { b.list[i], b.list[j] = b.list[j], b.list[i] }

func two(i int) (int, error)   { return i, Denied{"two", i} }
func conc(i int) (Denied, int) { return Denied{"conc", i}, i }
func own(i int) failure        { return Denied{"own", i} }
func owns(i int) (failure, int) {
	if i == 0 {
		return nil, 0
	}
	return Denied{"owns", i}, i
}
func through(i int) (error, int) { return owns(i) }
func named(i int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = wrapped{"recovered", r.(error)}
		}
	}()
	if i > 0 {
		panic(Denied{"panic", i})
	}
	err = Denied{"named", i}
	return
}

func is(err error) string {
	if d, ok := err.(Denied); ok {
		return "denied " + d.Who
	}
	switch e := err.(type) {
	case nil:
		return "nil"
	case closed:
		return "closed"
	case wrapped:
		return "wrapped " + e.Op + "/" + is(e.Err)
	case *ptr:
		return fmt.Sprint("pointer ", e.n)
	case lists:
		return fmt.Sprint("lists ", len(e.all))
	}
	return "other"
}

func main() {
	_, e := two(3)
	fmt.Println(is(e), e)
	var e2 error
	e2, _ = conc(4)
	fmt.Println(is(e2), e2)
	var e3 error = own(5)
	fmt.Println(is(e3), e3)
	e4, _ := through(6)
	fmt.Println(is(e4), e4)
	e5, n := through(0)
	fmt.Println(is(e5), e5 == nil, n)
	fmt.Println(is(named(0)), is(named(1)), named(1))
	fmt.Println(is(closed{}), is(&ptr{3}), is(nil), is(io.EOF), is(lists{[]error{io.EOF, e}}))

	var a any = Denied{"any", 1}
	if err, ok := a.(error); ok {
		fmt.Println(is(err), err, errors.Is(err, Denied{"any", 1}), err == error(Denied{"any", 1}))
	}
	if f, ok := a.(failure); ok {
		fmt.Println(f.Error(), f.(Denied).Code)
	}
	var err error = Denied{"x", 7}
	a = err
	fmt.Println(a == any(Denied{"x", 7}), a.(error) == err)
	w := fmt.Errorf("outer: %w", wrapped{"op", Denied{"deep", 9}})
	var d Denied
	var wr wrapped
	fmt.Println(errors.As(w, &d), d.Who, errors.As(w, &wr), wr.Op, errors.Is(w, Denied{"deep", 9}), errors.Is(w, Denied{"deep", 8}), w)
	j := errors.Join(closed{}, Denied{"j", 1}, nil)
	fmt.Println(errors.Is(j, closed{}), errors.As(j, &d), d.Who, errors.Is(j, io.EOF), j)
	switch err {
	case Denied{"y", 7}:
		fmt.Println("y")
	case Denied{"x", 7}:
		fmt.Println("x")
	}
	fmt.Println(err != Denied{"x", 7}, err == Denied{"x", 6}, err == closed{}, closed{} == err, error(closed{}) == closed{})
	list := []error{Denied{"l", 1}, nil, &ptr{1}, closed{}, wrapped{"z", nil}}
	for i, e := range list {
		fmt.Print(i, is(e), " ")
	}
	fmt.Println()
	m := map[string]error{"a": Denied{"m", 1}}
	m["b"] = closed{}
	fmt.Println(is(m["a"]), is(m["b"]), is(m["c"]), m["a"] == Denied{"m", 1})
	fmt.Println(err)
	ch := make(chan error, 2)
	ch <- Denied{"ch", 1}
	ch <- closed{}
	fmt.Println(is(<-ch), is(<-ch))
	var c coded = withCode{io.EOF, 5}
	err = c
	fmt.Println(err, c.code())
	if w, ok := err.(withCode); ok {
		fmt.Println(w.n, w.error)
	}
	var s fmt.Stringer = point{1, 2}
	p, ok := s.(point)
	fmt.Println(p.x, ok, s == point{1, 2}, s == fmt.Stringer(point{2, 2}), s)
	var si sort.Interface = byX{[]point{{3, 1}, {1, 1}}}
	sort.Sort(si)
	fmt.Println(si.(byX).list[0].x)
	de := Denied{"copy", 1}
	err = de
	de.Code = 2
	fmt.Println(err, err == de)
	f := func() (e error) { e = de; return }
	fmt.Println(f() == de, is(f()))
	dd, ok := errors.AsType[Denied](w)
	fmt.Println(dd.Code, ok)
	fn := func(errs ...error) (out []string) {
		for _, e := range errs {
			out = append(out, is(e))
		}
		return
	}
	fmt.Println(fn(de, closed{}, &ptr{9}))
	fmt.Println(fn(list[:2]...))
	type local struct{ error }
	err = local{Denied{"inner", 3}}
	if l, ok := err.(local); ok {
		fmt.Println(is(l.error))
	}
	var f2 failure = err
	_, isL := f2.(local)
	fmt.Println(isL, f2.Error())
	f2 = w
	fmt.Println(errors.As(f2, &d), d.Who)
}
