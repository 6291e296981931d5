package main

import (
	"fmt"
	"strings"
)

type Session struct{ user string }
type Hook func(*Session, string) string
type Filter struct {
	Open func(*Session) *Filter
	Rcpt Hook
	Data Hook
}

func New(limit int) *Filter {
	total := 0
	return &Filter{Open: func(s *Session) *Filter {
		seen := map[string]int{}
		last := ""
		count := func(k string) int { seen[k]++; total++; return seen[k] }
		f := &Filter{}
		f.Rcpt = func(s *Session, to string) string {
			n := count(to)
			if last == to {
				return "again"
			}
			last = to
			if len(seen) > limit {
				return fmt.Sprintf("too many (%d, %d)", len(seen), n)
			}
			return "ok"
		}
		f.Data = func(s *Session, _ string) string {
			defer func() { last = ""; clear(seen) }()
			return fmt.Sprint(len(seen), " ", total, " ", s.user)
		}
		return f
	}}
}

type middleware func(Hook) Hook

func chain(h Hook, ms ...middleware) Hook {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func main() {
	root := New(2)
	a, b := root.Open(&Session{"a"}), root.Open(&Session{"b"})
	for _, to := range []string{"x", "x", "y", "z", "x"} {
		fmt.Print(a.Rcpt(nil, to), "; ")
		fmt.Print(b.Rcpt(nil, "q"+to), "; ")
	}
	fmt.Println()
	fmt.Println(a.Data(&Session{"a"}, ""), b.Data(&Session{"b"}, ""))
	fmt.Println(a.Rcpt(nil, "x"))
	var log []string
	trace := func(n string) middleware {
		return func(h Hook) Hook {
			return func(s *Session, x string) string {
				log = append(log, ">"+n)
				defer func() { log = append(log, "<"+n) }()
				return n + "(" + h(s, x) + ")"
			}
		}
	}
	h := chain(func(_ *Session, x string) string { return strings.ToUpper(x) }, trace("a"), trace("b"))
	fmt.Println(h(nil, "z"), log)
	var fs []func() int
	for i := 0; i < 3; i++ {
		j := i * 10
		fs = append(fs, func() int { i++; j++; return i + j })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	acc := func() func(int) int { s := 0; return func(d int) int { s += d; return s } }()
	acc(1)
	acc(2)
	fmt.Println(acc(3))
	var fib func(int) int
	memo := map[int]int{}
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		if v, ok := memo[n]; ok {
			return v
		}
		memo[n] = fib(n-1) + fib(n-2)
		return memo[n]
	}
	fmt.Println(fib(50))
}
