package main

import (
	"fmt"
	"strings"
)

func main() {
	s := "Ünïcode"
	r := []rune(s)
	r[0] = 'U'
	fmt.Println(string(r), len(s), len(r), strings.ToUpper(s), strings.Title("ab cd"), s[0])
	for i := len(r) - 1; i >= 0; i-- {
		fmt.Print(string(r[i]))
	}
	fmt.Println()
	x := "a\tb\\"
	y := `raw\n`
	fmt.Printf("%q %q %x %c %U\n", x, y, "hi", 'x', 'é')
	b := []byte(s)
	b = append(b, '!')
	fmt.Println(string(b), string(b[:1]) == "U", strings.Compare(string(r), s))
}
