package main

import "fmt"

func main() {
	s := "abc"
	b := s[1]
	fmt.Println(b, s[1:], s[:2], len(s), s < "abd", s+"d")
	x := []byte(s)
	x[0] = 'z'
	fmt.Println(string(x), s)
	switch b {
	case 'b':
		fmt.Println("is b")
	}
}
