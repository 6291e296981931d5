package main

import "fmt"

func t(s string, b bool) bool { fmt.Print(s); return b }

type N struct {
	next *N
	v    int
}

func main() {
	if t("a", false) && t("b", true) || t("c", true) {
		fmt.Println(" yes")
	}
	var n *N
	if n != nil && n.v > 0 {
		fmt.Println("no")
	}
	x := t("d", true) || t("e", true)
	fmt.Println(x, !x && t("f", true))
	y := n == nil || n.next == nil
	fmt.Println(y)
	ok := len("abc") > 2 && "abc"[2] == 'c'
	fmt.Println(ok)
	return
}
