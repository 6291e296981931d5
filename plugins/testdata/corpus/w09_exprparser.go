package main

import "fmt"

type kind uint8

const (
	num kind = iota
	plus
	times
	open
	shut
	end
)

type token struct {
	k kind
	v int
}

type lexer struct {
	in  string
	pos int
}

func (l *lexer) next() (t token, err error) {
	for l.pos < len(l.in) && l.in[l.pos] == ' ' {
		l.pos++
	}
	if l.pos == len(l.in) {
		return token{k: end}, nil
	}
	c := l.in[l.pos]
	switch {
	case c >= '0' && c <= '9':
		n := 0
		for ; l.pos < len(l.in) && l.in[l.pos] >= '0' && l.in[l.pos] <= '9'; l.pos++ {
			n = n*10 + int(l.in[l.pos]-'0')
		}
		return token{num, n}, nil
	case c == '+':
		t.k = plus
	case c == '*':
		t.k = times
	case c == '(', c == ')':
		t.k = map[byte]kind{'(': open, ')': shut}[c]
	default:
		return t, fmt.Errorf("at %d: %q", l.pos, c)
	}
	l.pos++
	return
}

type node interface{ eval() int }
type lit int
type bin struct {
	op   kind
	l, r node
}

func (n lit) eval() int { return int(n) }
func (b *bin) eval() int {
	switch l, r := b.l.eval(), b.r.eval(); b.op {
	case plus:
		return l + r
	case times:
		return l * r
	}
	panic("op")
}

type parser struct {
	lexer
	cur token
}

type stop struct{ err error }

func (p *parser) advance() {
	t, err := p.next()
	if err != nil {
		panic(stop{err})
	}
	p.cur = t
}

func (p *parser) expr(prec kind) node {
	var left node
	switch t := p.cur; t.k {
	case num:
		left = lit(t.v)
		p.advance()
	case open:
		p.advance()
		left = p.expr(0)
		if p.cur.k != shut {
			panic(stop{fmt.Errorf("want )")})
		}
		p.advance()
	default:
		panic(stop{fmt.Errorf("unexpected %d", t.k)})
	}
	for p.cur.k == plus || p.cur.k == times {
		op := p.cur.k
		if op <= prec {
			break
		}
		p.advance()
		left = &bin{op, left, p.expr(op)}
	}
	return left
}

func parse(in string) (n node, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case stop:
			n, err = nil, r.err
		default:
			panic(r)
		}
	}()
	p := &parser{lexer: lexer{in: in}}
	p.advance()
	n = p.expr(0)
	if p.cur.k != end {
		err = fmt.Errorf("rest %v", p.cur.k)
	}
	return
}

func main() {
	for _, in := range []string{"1+2*3", "(1+2)*3", "2*(3+4)*5+1", "1+", "(1", "1 $ 2", "1 2", ""} {
		n, err := parse(in)
		if err != nil {
			fmt.Println("error:", err, n == nil)
			continue
		}
		fmt.Println(in, "=", n.eval())
	}
}
