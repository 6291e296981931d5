package main

import (
	"fmt"
	"strings"
	"unicode"
)

type itemType int

const (
	itemError itemType = iota
	itemWord
	itemNumber
	itemEOF
)

type item struct {
	typ itemType
	val string
}

func (i item) String() string {
	switch i.typ {
	case itemEOF:
		return "EOF"
	case itemError:
		return "error: " + i.val
	}
	return fmt.Sprintf("%q", i.val)
}

type stateFn func(*lexer) stateFn

type lexer struct {
	input      string
	start, pos int
	items      []item
}

func (l *lexer) emit(t itemType) {
	l.items = append(l.items, item{t, l.input[l.start:l.pos]})
	l.start = l.pos
}

func (l *lexer) errorf(format string, args ...any) stateFn {
	l.items = append(l.items, item{itemError, fmt.Sprintf(format, args...)})
	return nil
}

func (l *lexer) run() {
	for state := lexText; state != nil; {
		state = state(l)
	}
}

func lexText(l *lexer) stateFn {
	for l.pos < len(l.input) && l.input[l.pos] == ' ' {
		l.pos++
		l.start = l.pos
	}
	if l.pos >= len(l.input) {
		l.emit(itemEOF)
		return nil
	}
	switch r := rune(l.input[l.pos]); {
	case unicode.IsLetter(r):
		return lexWord
	case unicode.IsDigit(r):
		return lexNumber
	default:
		return l.errorf("unexpected %q at %d", r, l.pos)
	}
}

func lexWord(l *lexer) stateFn {
	for l.pos < len(l.input) && unicode.IsLetter(rune(l.input[l.pos])) {
		l.pos++
	}
	l.emit(itemWord)
	return lexText
}

func lexNumber(l *lexer) stateFn {
	for l.pos < len(l.input) && strings.ContainsRune("0123456789.", rune(l.input[l.pos])) {
		l.pos++
	}
	l.emit(itemNumber)
	return lexText
}

func lex(input string) []item {
	l := &lexer{input: input}
	l.run()
	return l.items
}

func main() {
	for _, in := range []string{"hello 42 world", "a 1.5 $", ""} {
		for _, it := range lex(in) {
			fmt.Print(it, " ")
		}
		fmt.Println()
		fmt.Println(lex(in))
	}
}
