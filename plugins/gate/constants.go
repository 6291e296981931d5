package gate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"strconv"
	"strings"
)

// Constants are worked out here: the interpreter does it in the wrong type, or not at all.
//
//	const big uint64 = 1 << 63 // overflows int64
//	if s == ("x") {}           // panic: reflect: Value.Bool on string

// constant is what a constant expression comes to, or nil: literals and names may stay.
func (l *lowering) constant(e ast.Expr) ast.Expr {
	tv, ok := l.c.info.Types[e]
	if !ok || tv.Value == nil || tv.IsType() {
		return nil
	}
	switch e := e.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.CallExpr, *ast.ParenExpr:
		return l.literalAt(e, tv)
	case *ast.BasicLit:
		if e.Kind == token.FLOAT || e.Kind == token.IMAG || isComplex(tv.Type) {
			return l.literalAt(e, tv)
		}
	}
	return nil
}

func isComplex(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsComplex != 0
}

func (l *lowering) literalAt(e ast.Expr, tv types.TypeAndValue) ast.Expr {
	made := l.literal(tv.Type, tv.Value)
	if made == nil {
		return nil
	}
	place(made, e.Pos())
	return made
}

// literal writes a value of a type, or is nil where only the source can.
func (l *lowering) literal(t types.Type, v constant.Value) ast.Expr {
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		return nil
	}
	made := bareLiteral(b, v)
	if made == nil || b.Info()&types.IsUntyped != 0 {
		return made
	}
	if plain, ok := types.Unalias(t).(*types.Basic); ok {
		switch plain.Kind() {
		case types.Int, types.String, types.Bool, types.Float64, types.Complex128:
			return parensIfSigned(made)
		}
	}
	return call(parens(l.typeExpr(t)), made)
}

func parensIfSigned(e ast.Expr) ast.Expr {
	if _, signed := e.(*ast.UnaryExpr); signed {
		return &ast.ParenExpr{X: e}
	}
	return e
}

// bareLiteral writes a value without its type.
func bareLiteral(b *types.Basic, v constant.Value) ast.Expr {
	switch info := b.Info(); {
	case info&types.IsBoolean != 0:
		return name(strconv.FormatBool(constant.BoolVal(v)))
	case info&types.IsString != 0:
		return text(constant.StringVal(v))
	case b.Kind() == types.UntypedRune:
		return runeLiteral(constant.ToInt(v))
	case info&types.IsInteger != 0:
		return signed(token.INT, constant.ToInt(v).ExactString())
	case info&types.IsFloat != 0:
		return floatLiteral(constant.ToFloat(v))
	case info&types.IsComplex != 0:
		return complexLiteral(v)
	}
	return nil
}

func runeLiteral(v constant.Value) ast.Expr {
	r, ok := constant.Int64Val(v)
	if !ok || r < 0 || r > math.MaxInt32 || string(rune(r)) == "\uFFFD" {
		return nil
	}
	return &ast.BasicLit{Kind: token.CHAR, Value: strconv.QuoteRune(rune(r))}
}

// signed is a literal with its sign before it.
func signed(kind token.Token, s string) ast.Expr {
	if digits, negative := strings.CutPrefix(s, "-"); negative {
		return &ast.UnaryExpr{Op: token.SUB, X: &ast.BasicLit{Kind: kind, Value: digits}}
	}
	return &ast.BasicLit{Kind: kind, Value: s}
}

func floatLiteral(v constant.Value) ast.Expr {
	f, _ := constant.Float64Val(v)
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return nil
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return signed(token.FLOAT, s)
}

func complexLiteral(v constant.Value) ast.Expr {
	re, im := floatLiteral(constant.ToFloat(constant.Real(v))), floatLiteral(constant.ToFloat(constant.Imag(v)))
	if re == nil || im == nil {
		return nil
	}
	return call(name("complex"), re, im)
}

// constants writes every constant out, because a repeated iota means nothing when it has been worked out.
func (l *lowering) constants(d *ast.GenDecl) *ast.GenDecl {
	made := &ast.GenDecl{Tok: token.CONST, TokPos: d.TokPos, Lparen: d.Pos(), Rparen: d.End()}
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		for i, n := range spec.Names {
			if n.Name == "_" {
				continue
			}
			e := l.constantValue(spec, i)
			made.Specs = append(made.Specs, &ast.ValueSpec{Names: []*ast.Ident{{Name: n.Name, NamePos: n.NamePos}}, Values: []ast.Expr{e}})
		}
	}
	return made
}

// constantValue is the value of a constant, or, where no literal has it, as it is written.
func (l *lowering) constantValue(spec *ast.ValueSpec, i int) ast.Expr {
	c := l.c.info.Defs[spec.Names[i]].(*types.Const)
	if e := l.literal(c.Type(), c.Val()); e != nil {
		place(e, spec.Names[i].Pos())
		return e
	}
	if len(spec.Values) != len(spec.Names) {
		l.refuse(spec.Names[i], "the constant %s can't be interpreted: write its value out", c.Name())
		return number(0)
	}
	return clone(spec.Values[i], func(ast.Node) ast.Node { return nil }).(ast.Expr)
}
