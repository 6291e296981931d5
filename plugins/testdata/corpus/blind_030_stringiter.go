package main

import (
	"fmt"
	"strings"
)

func unquote(s string) (out string, err error) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s, fmt.Errorf("not quoted: %q", s)
	}
	esc := false
	for i, r := range s[1 : len(s)-1] {
		switch {
		case esc:
			out += string(r)
			esc = false
		case r == '\\':
			esc = true
		case r == '"':
			return "", fmt.Errorf("quote at %d", i+1)
		default:
			out += string(r)
		}
	}
	if esc {
		err = fmt.Errorf("dangling escape")
	}
	return
}

func runs(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		j := i + 1
		for j < len(s) && s[j] == s[i] {
			j++
		}
		fmt.Fprintf(&b, "%c%d", s[i], j-i)
		i = j
	}
	return b.String()
}

func domainLabels(d string) (ls []string) {
	start := 0
	for i := 0; i <= len(d); i++ {
		if i == len(d) || d[i] == '.' {
			ls = append(ls, d[start:i])
			start = i + 1
		}
	}
	return
}

func main() {
	for _, s := range []string{`"abc"`, `"a\"b\\"`, `"a"b"`, `"x\"`, `plain`, `"é世"`, `""`} {
		o, e := unquote(s)
		fmt.Printf("%s -> %q %v\n", s, o, e)
	}
	fmt.Println(runs("aaabccd"), runs(""), domainLabels("mail.example.org"), len(domainLabels("")))
	const c = "constant é"
	n := 0
	for range c {
		n++
	}
	fmt.Println(n, len(c), c[9:], c[:3]+c[len(c)-2:])
	vowels := 0
	for _, r := range strings.ToLower("An Unsubscribe LINK") {
		if strings.ContainsRune("aeiou", r) {
			vowels++
		}
	}
	fmt.Println(vowels, strings.Count("cheese", "e"), strings.Count("abc", ""))
	rot := func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return 'a' + (r-'a'+13)%26
		case r >= 'A' && r <= 'Z':
			return 'A' + (r-'A'+13)%26
		}
		return r
	}
	fmt.Println(strings.Map(rot, "Hello, Zebra"), strings.Map(rot, strings.Map(rot, "Same")))
	s := "abc"
	for i := range s {
		s += string(s[i] - 32)
	}
	fmt.Println(s, s < "abd", "a" < "B", "" < "a")
}
