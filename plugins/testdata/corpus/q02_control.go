package main

import (
	"errors"
	"fmt"
	"strings"
)

func classify(n int) (s string) {
	switch {
	default:
		s = "other"
	case n < 0:
		s = "neg"
	case n == 0, n == 1:
		s = "small"
	case n%2 == 0:
		s = "even"
		if n > 100 {
			break
		}
		s += "!"
	}
	return
}

func find(grid [][]int, want int) (int, int, bool) {
rows:
	for i, row := range grid {
		for j, v := range row {
			switch {
			case v < 0:
				continue rows
			case v == want:
				return i, j, true
			case v > 1000:
				break rows
			}
		}
	}
	return -1, -1, false
}

type stack struct{ xs []int }

func (s *stack) push(x int) *stack { s.xs = append(s.xs, x); return s }
func (s *stack) pop() (x int, err error) {
	if len(s.xs) == 0 {
		return 0, errors.New("empty")
	}
	x, s.xs = s.xs[len(s.xs)-1], s.xs[:len(s.xs)-1]
	return
}

func safe(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("wrapped: %w", r)
		case string:
			err = errors.New(r)
		default:
			err = fmt.Errorf("odd %v", r)
		}
	}()
	f()
	return nil
}

func multi() (a int, b string, err error) {
	defer func() { a *= 2; b += "!" }()
	a, b = 21, "x"
	if a > 20 {
		return a + 1, b + "y", nil
	}
	return
}

func order(log *[]string, n string, v bool) bool { *log = append(*log, n); return v }

func variadic(pre string, xs ...int) string {
	var b strings.Builder
	b.WriteString(pre)
	for i, x := range xs {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, x)
	}
	return b.String()
}

var errBase = errors.New("base")

func nested(level int) error {
	if level == 0 {
		return errBase
	}
	if err := nested(level - 1); err != nil {
		return fmt.Errorf("l%d: %w", level, err)
	}
	return nil
}

func main() {
	for _, n := range []int{-1, 0, 1, 2, 3, 102} {
		fmt.Print(classify(n), " ")
	}
	fmt.Println()
	fmt.Println(find([][]int{{1, -1, 5}, {2, 5}, {2000, 7}}, 5))
	fmt.Println(find([][]int{{1, -1, 5}, {2, 6}, {2000, 7}, {9}}, 9))
	s := (&stack{}).push(1).push(2)
	a, err := s.pop()
	fmt.Println(a, err, len(s.xs))
	s.pop()
	_, err = s.pop()
	fmt.Println(err)
	fmt.Println(safe(func() {}), safe(func() { panic("p") }), safe(func() { panic(errBase) }), safe(func() { panic(3) }))
	fmt.Println(errors.Is(safe(func() { panic(errBase) }), errBase))
	fmt.Println(safe(func() { var m map[string]int; m["a"]++ }) != nil, safe(func() { var p *stack; p.push(1) }) != nil, safe(func() { _ = []int{}[len(s.xs)] }) != nil, safe(func() { z := 0; fmt.Println(1 / z) }) != nil)
	fmt.Println(multi())
	var log []string
	if order(&log, "a", false) && order(&log, "b", true) || order(&log, "c", true) && !order(&log, "d", false) {
		fmt.Println(log)
	}
	fmt.Println(variadic("n:"), variadic("n:", 1), variadic("n:", []int{1, 2, 3}...), variadic("n:", append([]int{9}, 8)...))
	err = nested(3)
	fmt.Println(err, errors.Is(err, errBase), errors.Unwrap(errors.Unwrap(errors.Unwrap(err))) == errBase)
	i := 0
	for i < 10 {
		i++
		if i%3 == 0 {
			continue
		}
		if i > 7 {
			break
		}
		fmt.Print(i, " ")
	}
	for {
		if i++; i > 12 {
			break
		}
	}
	fmt.Println(i)
	switch x := i * 2; {
	case x > 20:
		fmt.Println("big")
		fallthrough
	case x > 1000:
		fmt.Println("fell")
	default:
		fmt.Println("no")
	}
	switch c := "b"; c {
	case "a", "b":
		fmt.Println("ab")
	case "c":
		fmt.Println("c")
	}
	func() {
		for i := 0; i < 3; i++ {
			defer func(n int) { fmt.Print("d", n, i, " ") }(i * i)
		}
	}()
	fmt.Println()
	x := 1
	{
		x := x + 1
		x++
		if x := x * 10; x > 5 {
			x := fmt.Sprint(x)
			fmt.Print(x, " ")
		}
		fmt.Print(x, " ")
	}
	fmt.Println(x)
	if v, err := nested(0), error(nil); v != nil && err == nil {
		fmt.Println("both")
	} else if v == nil {
		fmt.Println("neither")
	}
	var fns [3]func(int) int
	for i := range fns {
		fns[i] = func(n int) int { return n*10 + i }
	}
	fmt.Println(fns[0](1), fns[1](2), fns[2](3))
	b := []byte("abc")
	for i, c := range b {
		b[len(b)-1-i] = c
	}
	fmt.Println(string(b))
	ms := map[string]int{"a": 1, "b": 2, "c": 3}
	for k := range ms {
		if k != "b" {
			delete(ms, k)
		}
	}
	fmt.Println(ms, len(ms))
}
