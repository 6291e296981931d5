package gate

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// doomed finds verdicts that can't stand, whoever is asked: each is the filter's failure.
func (w *warning) doomed(n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		w.verdict(n)
	case *ast.ReturnStmt:
		if len(n.Results) == 1 { // what stands beside another result may not be meant
			w.zero(n.Results[0])
		}
	}
}

const failsAlways = "%s: that is no verdict but a failure of the filter, and on_error decides"

// verdict looks at the codes of a refusal, as far as they are written out.
func (w *warning) verdict(call *ast.CallExpr) {
	f := w.callee(call)
	if f == nil || f.Pkg() == nil || f.Pkg().Path() != symbols.Filters || f.Signature().Recv() != nil {
		return
	}
	switch f.Name() {
	case "Refuse":
		w.enhanced(call.Args[0], f, '5')
	case "Defer":
		w.enhanced(call.Args[0], f, '4')
	case "RefuseCode":
		w.code(call.Args[0], f, 500, 599)
		w.enhanced(call.Args[1], f, '5')
	case "DeferCode":
		w.code(call.Args[0], f, 400, 499)
		w.enhanced(call.Args[1], f, '4')
	case "Fail":
		if w.c.info.Types[call.Args[0]].IsNil() {
			w.sources.addf(call.Pos(), "Fail without an error has nothing to tell the log: say what has failed, as with errors.New")
		}
	}
}

// enhancedForm is that of an enhanced code of the classes that a verdict can have.
var enhancedForm = regexp.MustCompile(`^[45]\.[0-9]{1,3}\.[0-9]{1,3}$`) // RFC 3463, section 2

func (w *warning) enhanced(e ast.Expr, f *types.Func, class byte) {
	v := w.c.info.Types[e].Value
	if v == nil {
		return
	}
	if code := constant.StringVal(v); code != "" && (!enhancedForm.MatchString(code) || code[0] != class) {
		w.sources.addf(e.Pos(), failsAlways, fmt.Sprintf("%s wants an enhanced code like \"%c.7.1\"", f.Name(), class))
	}
}

func (w *warning) code(e ast.Expr, f *types.Func, low, high int64) {
	v := w.c.info.Types[e].Value
	if v == nil {
		return
	}
	switch code, exact := constant.Int64Val(constant.ToInt(v)); {
	case exact && code == 421:
		w.sources.addf(e.Pos(), failsAlways, "421 ends the session, which only Hangup may")
	case !exact || code < low || code > high:
		w.sources.addf(e.Pos(), failsAlways, fmt.Sprintf("%s wants a code from %d to %d", f.Name(), low, high))
	}
}

// zero: a Verdict that no function has made.
func (w *warning) zero(e ast.Expr) {
	if !isFiltersValue(w.c.info.TypeOf(e), "Verdict") {
		return
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
	case *ast.Ident:
		if !w.neverSet(w.c.info.Uses[e]) {
			return
		}
	default:
		return
	}
	w.sources.addf(e.Pos(), failsAlways, "this is the zero Verdict, where filters.Pass() is no objection")
}

// neverSet tells that a variable has the value zero wherever it is used.
func (w *warning) neverSet(o types.Object) bool {
	v, is := o.(*types.Var)
	if !is {
		return false
	}
	declared, set := false, false
	names := func(e ast.Expr) {
		id, named := ast.Unparen(e).(*ast.Ident)
		set = set || named && w.c.info.ObjectOf(id) == v
	}
	for _, f := range w.c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for _, id := range n.Names {
					declared = declared || len(n.Values) == 0 && w.c.info.Defs[id] == v
				}
			case *ast.AssignStmt:
				for _, e := range n.Lhs {
					names(e)
				}
			case *ast.RangeStmt:
				names(n.Key)
				names(n.Value)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					names(n.X)
				}
			}
			return true
		})
	}
	return declared && !set
}
