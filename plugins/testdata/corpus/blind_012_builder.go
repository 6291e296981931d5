package main

import (
	"fmt"
	"strings"
)

func fold(name, value string, width int) string {
	var sb strings.Builder
	sb.WriteString(name)
	sb.WriteByte(':')
	col := sb.Len()
	for _, w := range strings.Fields(value) {
		if col+1+len(w) > width {
			sb.WriteString("\r\n")
			col = 0
		}
		sb.WriteByte(' ')
		n, _ := sb.WriteString(w)
		col += n + 1
	}
	return sb.String()
}

func quote(s string) string {
	b := new(strings.Builder)
	b.WriteRune('«')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			fallthrough
		default:
			b.WriteRune(r)
		}
	}
	b.WriteRune('»')
	return b.String()
}

func main() {
	s := fold("Subject", "the quick brown fox jumps over the lazy dog again and again", 24)
	for i, l := range strings.Split(s, "\r\n") {
		fmt.Printf("%d[%s]%d\n", i, l, len(l))
	}
	q := quote(`say "hi" \ now`)
	fmt.Println(q, len(q), []rune(q)[1])
	var sb strings.Builder
	for i := 3; i >= 1; i-- {
		fmt.Fprintf(&sb, "%d...", i)
	}
	sb.WriteString("ignition")
	fmt.Println(sb.String(), sb.Len())
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;")
	fmt.Println(r.Replace("a<b>&c"))
	fmt.Println(strings.Repeat("=-", 5), strings.Title("x y"), strings.Map(func(r rune) rune {
		if r == 'l' {
			return -1
		}
		return r + 1
	}, "hello"))
	fmt.Printf("%q %q\n", strings.SplitN("a,b,c,d", ",", 3), strings.SplitAfter("a,b", ","))
	fmt.Printf("%q\n", strings.FieldsFunc("a1b22c", func(r rune) bool { return r >= '0' && r <= '9' }))
}
