package main

import "fmt"

func f1() (n int, err error) {
	defer func() { n *= 2 }()
	n = 5
	return n + 1, nil
}

func f2() (s []int) {
	for i := range 3 {
		defer func() { s = append(s, i) }()
	}
	return []int{9}
}

func f3(n int) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out += fmt.Sprint("<", r, ">")
		}
	}()
	switch {
	case n > 3:
		panic(n)
	case n > 2:
		defer func() { out += "d" }()
		fallthrough
	case n > 1:
		out = "two"
	}
	return out + "!"
}

type res struct{ log *[]string }

func (r res) Close(name string) { *r.log = append(*r.log, "close "+name) }

func open(log *[]string, n string) (res, func()) {
	*log = append(*log, "open "+n)
	return res{log}, func() { *log = append(*log, "cleanup "+n) }
}

func nested() (log []string) {
	for _, n := range []string{"a", "b"} {
		func() {
			r, done := open(&log, n)
			defer done()
			defer r.Close(n)
			if n == "b" {
				defer func() { recover() }()
				panic("x")
			}
			log = append(log, "use "+n)
		}()
	}
	return
}

func multi() (a, b int, c string) {
	a, b = 1, 2
	c = "c"
	if a < b {
		a, b, c := b, a, "inner"
		_, _, _ = a, b, c
		return a, b, c
	}
	return
}

func variadic(pre string, xs ...any) int {
	xs = append(xs, pre)
	return len(xs)
}

func order(tag string, n int) int { fmt.Print(tag, " "); return n }

func main() {
	fmt.Println(f1())
	fmt.Println(f2())
	for i := range 5 {
		fmt.Print(f3(i), " ")
	}
	fmt.Println()
	fmt.Println(nested())
	fmt.Println(multi())
	xs := []any{1, "a", nil}
	fmt.Println(variadic("p"), variadic("p", xs...), variadic("p", xs), len(xs))
	m := map[int]int{order("k", 1): order("v", 2)}
	a := []int{order("0", 0), order("1", 1)}
	a[order("i", 0)], m[order("j", 5)] = order("x", 7), order("y", 8)
	fmt.Println(a, m, order("l", 1)+order("r", 2)*order("s", 3))
	if order("c", 0) > 0 && order("never", 1) > 0 || order("d", 1) > 0 {
		fmt.Println("short")
	}
	x := 5
	p := &x
	defer fmt.Println("deferred", x, *p)
	x = 6
	*p++
	func() {
		defer func() {
			fmt.Println("got", recover(), x)
		}()
		defer func() {
			panic("second")
		}()
		panic("first")
	}()
	var nilf func()
	func() {
		defer func() { fmt.Println("nil func:", recover() != nil) }()
		nilf()
	}()
	func() {
		defer func() { fmt.Println("div:", recover()) }()
		z := 0
		fmt.Println(1 / z)
	}()
	func() {
		defer func() {
			e, ok := recover().(error)
			fmt.Println("assert:", ok, e != nil)
		}()
		var v any = "s"
		_ = v.(int)
	}()
}
