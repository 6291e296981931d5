package main

import (
	"fmt"
	"strings"
)

type Kind int

const (
	EOF Kind = iota
	Ident
	Num
	Punct
)

var kinds = [...]string{EOF: "EOF", Ident: "Ident", Num: "Num", Punct: "Punct"}

func (k Kind) String() string { return kinds[k] }

type Pos struct{ Line, Col int }

func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Col) }

type Token struct {
	Kind Kind
	Text string
	Pos  Pos
}

type SyntaxError struct {
	Pos Pos
	Msg string
}

func (e SyntaxError) Error() string { return e.Pos.String() + ": " + e.Msg }

func scan(src string) (toks []Token, err error) {
	line, col := 1, 1
	for i := 0; i < len(src); {
		c := src[i]
		start := Pos{line, col}
		n := 1
		switch {
		case c == '\n':
			line, col = line+1, 1
			i++
			continue
		case c == ' ':
			i++
			col++
			continue
		case c >= 'a' && c <= 'z':
			for i+n < len(src) && src[i+n] >= 'a' && src[i+n] <= 'z' {
				n++
			}
			toks = append(toks, Token{Ident, src[i : i+n], start})
		case c >= '0' && c <= '9':
			for i+n < len(src) && src[i+n] >= '0' && src[i+n] <= '9' {
				n++
			}
			toks = append(toks, Token{Num, src[i : i+n], start})
		case strings.IndexByte("+-=()", c) >= 0:
			toks = append(toks, Token{Punct, string(c), start})
		default:
			return toks, SyntaxError{start, fmt.Sprintf("unexpected %q", c)}
		}
		i += n
		col += n
	}
	return append(toks, Token{Kind: EOF, Pos: Pos{line, col}}), nil
}

func main() {
	for _, src := range []string{"x = 12\n(y)", "a ? b"} {
		toks, err := scan(src)
		for _, t := range toks {
			fmt.Println(t)
		}
		fmt.Println(toks)
		fmt.Printf("%+v\n", toks[0])
		if se, ok := err.(SyntaxError); ok {
			fmt.Println("syntax error at", se.Pos)
		}
		fmt.Println(err)
	}
}
