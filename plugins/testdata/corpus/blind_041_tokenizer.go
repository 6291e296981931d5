package main

import (
	"fmt"
	"strings"
	"unicode"
)

type kind int

const (
	ident kind = iota
	number
	str
	punct
	eof
)

var kindNames = map[kind]string{ident: "ident", number: "num", str: "str", punct: "punct", eof: "eof"}

func (k kind) String() string { return kindNames[k] }

type token struct {
	kind
	text string
	pos  int
}
type lexer struct {
	src []rune
	pos int
}
type lexErr struct {
	pos int
	msg string
}

func (e *lexErr) Error() string { return fmt.Sprintf("%d: %s", e.pos, e.msg) }

func (l *lexer) while(f func(rune) bool) string {
	start := l.pos
	for l.pos < len(l.src) && f(l.src[l.pos]) {
		l.pos++
	}
	return string(l.src[start:l.pos])
}

func (l *lexer) next() (t token, err error) {
	l.while(unicode.IsSpace)
	t.pos = l.pos
	if l.pos == len(l.src) {
		t.kind = eof
		return
	}
	switch r := l.src[l.pos]; {
	case unicode.IsLetter(r) || r == '_':
		t.text = l.while(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' })
	case unicode.IsDigit(r):
		t.kind, t.text = number, l.while(unicode.IsDigit)
	case r == '"':
		l.pos++
		t.kind, t.text = str, l.while(func(r rune) bool { return r != '"' })
		if l.pos == len(l.src) {
			return t, &lexErr{t.pos, "unterminated"}
		}
		l.pos++
	case strings.ContainsRune("{}();,:=", r):
		t.kind, t.text = punct, string(r)
		l.pos++
	default:
		err = &lexErr{l.pos, fmt.Sprintf("bad %q", r)}
	}
	return
}

func main() {
	for _, s := range []string{`if header("Sübject") = x1 { stop; }`, `a 12b "open`, `é$`, "  "} {
		l := &lexer{src: []rune(s)}
		for {
			t, err := l.next()
			if err != nil {
				fmt.Println("error", err, t)
				break
			}
			fmt.Printf("%v:%s@%d ", t.kind, t.text, t.pos)
			if t.kind == eof {
				fmt.Println()
				break
			}
		}
	}
}
