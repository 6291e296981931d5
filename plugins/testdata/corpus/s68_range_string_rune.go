package main

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

func main() {
	for i, r := range "héx" {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println(utf8.RuneCountInString("héx"), []rune("hé"), []byte("hé"), unicode.IsUpper('A'), 'a'+1, string(rune(98)))
}
