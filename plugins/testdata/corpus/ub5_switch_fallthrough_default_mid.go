package main

import "fmt"

func f(n int) string {
	switch {
	default:
		return "def"
	case n > 10:
		return "big"
	case n > 5:
		return "mid"
	}
}
func g(s string) (r string) {
	switch s {
	case "a", "b":
		r = "ab"
		break
	case "c":
		if len(s) > 0 {
			break
		}
		r = "no"
	default:
		r = "d"
	}
	return r + "!"
}
func main() {
	fmt.Println(f(1), f(7), f(20), g("a"), g("c"), g("z"))
	switch x := any(3).(type) {
	case int:
		if x > 2 {
			break
		}
		fmt.Println("no")
	}
	for i := 0; i < 3; i++ {
		switch i {
		case 1:
			continue
		}
		fmt.Print(i)
	}
	fmt.Println()
}
