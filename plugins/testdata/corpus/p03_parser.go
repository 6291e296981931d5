package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

type kind int

const (
	tNum kind = iota
	tOp
	tLParen
	tRParen
	tEOF
)

type token struct {
	kind kind
	text string
	pos  int
}

type SyntaxError struct {
	Pos int
	Msg string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at %d: %s", e.Pos, e.Msg) }

func lex(s string) ([]token, error) {
	var out []token
	for i := 0; i < len(s); {
		c := rune(s[i])
		switch {
		case unicode.IsSpace(c):
			i++
		case unicode.IsDigit(c):
			j := i
			for j < len(s) && (unicode.IsDigit(rune(s[j])) || s[j] == '.') {
				j++
			}
			out = append(out, token{tNum, s[i:j], i})
			i = j
		case strings.ContainsRune("+-*/%", c):
			out = append(out, token{tOp, string(c), i})
			i++
		case c == '(', c == ')':
			k := tLParen
			if c == ')' {
				k = tRParen
			}
			out = append(out, token{k, string(c), i})
			i++
		default:
			return nil, &SyntaxError{i, fmt.Sprintf("unexpected %q", c)}
		}
	}
	return append(out, token{kind: tEOF, pos: len(s)}), nil
}

type expr interface{ eval() (float64, error) }
type num float64
type bin struct {
	op   byte
	l, r expr
}
type neg struct{ x expr }

func (n num) eval() (float64, error) { return float64(n), nil }
func (n neg) eval() (float64, error) {
	v, err := n.x.eval()
	return -v, err
}
func (b *bin) eval() (float64, error) {
	l, err := b.l.eval()
	if err != nil {
		return 0, err
	}
	r, err := b.r.eval()
	if err != nil {
		return 0, err
	}
	switch b.op {
	case '+':
		return l + r, nil
	case '-':
		return l - r, nil
	case '*':
		return l * r, nil
	case '/':
		if r == 0 {
			return 0, fmt.Errorf("division by zero")
		}
		return l / r, nil
	}
	return 0, fmt.Errorf("bad op %c", b.op)
}

type parser struct {
	toks []token
	i    int
}

func (p *parser) peek() token { return p.toks[p.i] }
func (p *parser) next() token { t := p.toks[p.i]; p.i++; return t }

var prec = map[string]int{"+": 1, "-": 1, "*": 2, "/": 2}

func (p *parser) expr(min int) (expr, error) {
	l, err := p.atom()
	if err != nil {
		return nil, err
	}
	for {
		t := p.peek()
		pr, ok := prec[t.text]
		if t.kind != tOp || !ok || pr < min {
			return l, nil
		}
		p.next()
		r, err := p.expr(pr + 1)
		if err != nil {
			return nil, err
		}
		l = &bin{t.text[0], l, r}
	}
}

func (p *parser) atom() (expr, error) {
	switch t := p.next(); t.kind {
	case tNum:
		f, err := strconv.ParseFloat(t.text, 64)
		if err != nil {
			return nil, &SyntaxError{t.pos, "bad number"}
		}
		return num(f), nil
	case tOp:
		if t.text == "-" {
			x, err := p.atom()
			return neg{x}, err
		}
		return nil, &SyntaxError{t.pos, "operand expected"}
	case tLParen:
		x, err := p.expr(1)
		if err != nil {
			return nil, err
		}
		if c := p.next(); c.kind != tRParen {
			return nil, &SyntaxError{c.pos, "missing )"}
		}
		return x, nil
	default:
		return nil, &SyntaxError{Pos: t.pos, Msg: "unexpected end"}
	}
}

func eval(s string) (float64, error) {
	toks, err := lex(s)
	if err != nil {
		return 0, err
	}
	p := &parser{toks: toks}
	e, err := p.expr(1)
	if err != nil {
		return 0, err
	}
	if t := p.peek(); t.kind != tEOF {
		return 0, &SyntaxError{t.pos, "trailing " + t.text}
	}
	return e.eval()
}

func main() {
	for _, s := range []string{"1+2*3", "(1+2)*3", "-4/(2-2)", "2*", "7 $ 3", "1 2", "-(2+3)*-2", "8/4/2", "((1)"} {
		v, err := eval(s)
		if se, ok := err.(*SyntaxError); ok {
			fmt.Println(s, "=> syntax", se.Pos, se)
			continue
		}
		fmt.Println(s, "=>", v, err)
	}
}
