package main

import (
	"errors"
	"fmt"
	"strconv"
)

type Option[T any] struct {
	val T
	ok  bool
}

func Some[T any](v T) Option[T] { return Option[T]{v, true} }
func None[T any]() Option[T]    { return Option[T]{} }

func (o Option[T]) Get() (T, bool) { return o.val, o.ok }
func (o Option[T]) Or(d T) T {
	if o.ok {
		return o.val
	}
	return d
}
func (o Option[T]) String() string {
	if !o.ok {
		return "none"
	}
	return fmt.Sprintf("some(%v)", o.val)
}

type Result[T any] struct {
	Val T
	Err error
}

func Try[T any](v T, err error) Result[T] { return Result[T]{v, err} }

func (r Result[T]) Must() T {
	if r.Err != nil {
		panic(r.Err)
	}
	return r.Val
}

func main() {
	a, b := Some(3), None[string]()
	fmt.Println(a, b, a.Or(1), b.Or("d"))
	fmt.Printf("%v %s\n", a, b)
	r := Try(strconv.Atoi("42"))
	fmt.Println(r.Must())
	func() {
		defer func() {
			err, _ := recover().(error)
			fmt.Println("panic:", err, errors.Is(err, strconv.ErrSyntax))
		}()
		Try(strconv.Atoi("x")).Must()
	}()
	opts := []Option[int]{Some(1), None[int]()}
	fmt.Println(opts)
	m := map[string]Option[int]{"a": Some(5)}
	fmt.Println(m["a"], m["b"])
	fmt.Println(m)
}
