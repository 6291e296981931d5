package main

import "fmt"

func calls(tag string, v int) int { fmt.Print(tag, " "); return v }

func grade(n int) string {
	switch {
	case n < 0, n > 100:
		return "invalid"
	case n >= 90:
		return "A"
	case n >= 50:
		return "B"
	}
	return "C"
}

func fall(n int) (out string) {
	switch n {
	case 0:
		out += "zero "
		fallthrough
	case 1:
		out += "one "
		fallthrough
	case 2:
		out += "two "
	case 3:
		if n == 3 {
			break
		}
		out += "never"
	default:
		out += "def "
		fallthrough
	case 100:
		out += "hundred"
	}
	return out
}

func main() {
	for _, n := range []int{-1, 95, 50, 10, 101} {
		fmt.Print(grade(n), " ")
	}
	fmt.Println()
	for i := range 5 {
		fmt.Printf("%d[%s] ", i, fall(i))
	}
	fmt.Println()
	switch calls("tag", 2) {
	case calls("a", 1), calls("b", 2), calls("c", 3):
		fmt.Println("hit")
	case calls("d", 2):
		fmt.Println("no")
	}
	switch x, y := 3, 4; x*x + y*y {
	case 25:
		fmt.Println("pyth")
	default:
		fmt.Println("none")
	}
	switch s := "b"; {
	case s == "a":
		fmt.Println("a")
	case s > "a":
		fmt.Println("after a")
	}
	switch v := any(2.0); v {
	case 2:
		fmt.Println("int two")
	case 2.0:
		fmt.Println("float two")
	}
	switch p := (struct{ a, b int }{1, 2}); p {
	case struct{ a, b int }{1, 2}:
		fmt.Println("struct case")
	}
	switch [2]string{"x", "y"} {
	case [2]string{"x", "z"}:
		fmt.Println("z")
	case [...]string{"x", "y"}:
		fmt.Println("array case")
	}
	switch {
	default:
		fmt.Println("default first")
	case true && 1 < 2:
		fmt.Println("true case")
	}
	switch {
	}
	switch f := func() bool { return true }; f() {
	case false:
		fmt.Println("f")
	case true:
		fmt.Println("t")
	}
}
