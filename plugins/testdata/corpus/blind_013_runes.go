package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func classify(s string) (letters, digits, spaces, other int) {
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		case unicode.IsSpace(r):
			spaces++
		default:
			other++
		}
	}
	return
}

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func main() {
	s := "héllo, 世界! 42\xffz"
	fmt.Println(classify(s))
	for i, r := range s {
		fmt.Print(i, ":", string(r), "(", utf8.RuneLen(r), ") ")
	}
	fmt.Println()
	fmt.Println(len(s), utf8.RuneCountInString(s), utf8.ValidString(s))
	fmt.Printf("%q %+q %x\n", s, s, s[1:3])
	fmt.Println(reverse("añb世"), strings.ToValidUTF8(s, "?"))
	r, n := utf8.DecodeRuneInString("\xe4\xb8")
	fmt.Println(r == utf8.RuneError, n)
	b := utf8.AppendRune(nil, '€')
	fmt.Println(b, string(b), string(rune(65)), 'a'+1, string(rune('a'+1)))
	fmt.Println(unicode.ToUpper('ß'), string(unicode.ToUpper('é')), unicode.Is(unicode.Han, '界'), unicode.Is(unicode.Cyrillic, 'я'))
	fmt.Println(strings.EqualFold("STRASSE", "strasse"), strings.EqualFold("Σ", "ς"))
	fmt.Printf("%c %U %#U %d %v\n", '⌘', '⌘', '⌘', '⌘', '⌘')
	bs := []byte("abc")
	str := string(bs)
	bs[0] = 'X'
	fmt.Println(str, string(bs), []rune("aé"), []byte("é"))
	for i := range "aé" {
		fmt.Print(i, " ")
	}
	fmt.Println(s[0], s[1], s > "hz")
}
