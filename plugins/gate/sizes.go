package gate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"math"
)

const (
	// mostBytes is what a script may allocate at once without a warning.
	mostBytes = 64 << 20
	// mostTimes is how often what is there already may be there again.
	mostTimes = 16
)

// size warns of a number that is too large, or that isn't known.
func (w *warning) size(e ast.Expr, what string) {
	if v := w.c.info.Types[e].Value; v != nil {
		if n, exact := constant.Int64Val(constant.ToInt(v)); !exact || n > mostBytes {
			w.sources.addf(e.Pos(), "%s of this size may take memory that isn't there, which ends the whole program", what)
		}
		return
	}
	switch m := w.most(e); {
	case m.unknown:
		w.sources.addf(e.Pos(), "%s with a size that isn't bounded here: memory that isn't there ends the whole program, so bound it, as with min(n, 1000)", what)
	case m.number > mostBytes || m.times > mostTimes:
		w.sources.addf(e.Pos(), "%s with a size that may be far more than what is there already: memory that isn't there ends the whole program, so bound it, as with min(n, 1000)", what)
	}
}

// bound is the most that a size can be: a number, and so many times a length of what is there already.
type bound struct {
	number, times float64
	unknown       bool
}

var unbounded = bound{unknown: true}

// most is the bound of an expression: lengths, what min bounds, and what is counted from them.
func (w *warning) most(e ast.Expr) bound {
	e = ast.Unparen(e)
	if v := w.c.info.Types[e].Value; v != nil {
		n, _ := constant.Float64Val(constant.ToFloat(v))
		return bound{number: n}
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return counted(e.Op, w.most(e.X), w.most(e.Y))
	case *ast.CallExpr:
		return w.mostOfCall(e)
	case *ast.Ident:
		return w.mostOfVariable(w.c.info.Uses[e])
	}
	return unbounded
}

func (w *warning) mostOfCall(call *ast.CallExpr) bound {
	id, named := ast.Unparen(call.Fun).(*ast.Ident)
	switch {
	case !named:
		return unbounded
	case id.Name == "len" || id.Name == "cap":
		return bound{times: 1}
	case id.Name == "int" && len(call.Args) == 1:
		return w.most(call.Args[0])
	case id.Name == "min":
		return w.least(call.Args)
	case id.Name == "max":
		most := bound{}
		for _, e := range call.Args {
			most = counted(token.ADD, most, w.most(e))
		}
		return most
	}
	return unbounded
}

// least is what min gives. Where nothing in it is known it is still meant as a bound.
func (w *warning) least(args []ast.Expr) bound {
	least := unbounded
	for _, e := range args {
		if m := w.most(e); least.unknown || !m.unknown && m.weight() < least.weight() {
			least = m
		}
	}
	if least.unknown {
		return bound{}
	}
	return least
}

// weight compares bounds.
func (b bound) weight() float64 { return b.number/mostBytes + b.times/mostTimes }

// counted is the bound of what two make together.
func counted(op token.Token, x, y bound) bound {
	switch {
	case x.unknown || y.unknown:
		return unbounded
	case op == token.ADD || op == token.OR || op == token.XOR:
		return bound{number: x.number + y.number, times: x.times + y.times}
	case op == token.MUL && x.times > 0 && y.times > 0:
		return bound{times: math.Inf(1)}
	case op == token.MUL:
		return bound{number: x.number * y.number, times: x.times*y.number + x.number*y.times}
	case op == token.SHL && y.times > 0:
		return bound{times: math.Inf(1)}
	case op == token.SHL:
		return bound{number: math.Ldexp(x.number, int(y.number)), times: math.Ldexp(x.times, int(y.number))}
	case op == token.QUO && y.times == 0 && y.number >= 1:
		return bound{number: x.number / y.number, times: x.times / y.number}
	case op == token.REM && y.times == 0, op == token.AND && y.times == 0:
		return y
	}
	return x // it becomes no more: -, /, %, &, &^, >>
}
