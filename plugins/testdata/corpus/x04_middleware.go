package main

import (
	"errors"
	"fmt"
	"strings"
)

type Request struct {
	Cmd  string
	Args []string
	Meta map[string]string
}

type Handler func(*Request) (string, error)
type Middleware func(Handler) Handler

func chain(h Handler, ms ...Middleware) Handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

var trace []string

func logged(name string) Middleware {
	return func(next Handler) Handler {
		return func(r *Request) (string, error) {
			trace = append(trace, name+">")
			defer func() { trace = append(trace, "<"+name) }()
			return next(r)
		}
	}
}

type StatusError struct {
	Code int
	Msg  string
}

func (s StatusError) Error() string { return fmt.Sprintf("%d %s", s.Code, s.Msg) }
func (s StatusError) Is(target error) bool {
	t, ok := target.(StatusError)
	return ok && t.Code == s.Code
}

func auth(next Handler) Handler {
	return func(r *Request) (string, error) {
		if r.Meta["user"] == "" {
			return "", StatusError{530, "log in first"}
		}
		return next(r)
	}
}

func recovered(next Handler) Handler {
	return func(r *Request) (out string, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = StatusError{Code: 500, Msg: fmt.Sprint(p)}
			}
		}()
		return next(r)
	}
}

func main() {
	h := chain(func(r *Request) (string, error) {
		if r.Cmd == "BOOM" {
			panic("boom")
		}
		return r.Cmd + " " + strings.Join(r.Args, "+"), nil
	}, recovered, logged("outer"), auth, logged("inner"))
	for _, r := range []*Request{
		{Cmd: "LIST", Args: []string{"a", "b"}, Meta: map[string]string{"user": "u"}},
		{Cmd: "LIST"},
		{Cmd: "BOOM", Meta: map[string]string{"user": "u"}},
	} {
		out, err := h(r)
		fmt.Printf("%q %v %t %t\n", out, err, errors.Is(err, StatusError{Code: 530}), errors.Is(err, StatusError{500, ""}))
	}
	fmt.Println(trace)
}
