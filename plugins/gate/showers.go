package gate

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A shower is a function that the gate adds to a script. It makes of a value of one type what package support prints:
//
//	type rule struct { Name string; level level }
//	func show1(v rule) any { return support.Struct("Name level", support.Plain(v.Name), show2(v.level)) }

const (
	shownVar = reserved + "v"
	partsVar = reserved + "parts"
)

// show is an expression as it is to be printed.
func (l *lowering) show(n ast.Node, x ast.Expr, t types.Type, d depth) ast.Expr {
	if !l.shownWrong(t, d, true) {
		return call(l.support("Plain"), x)
	}
	f := name(l.shower(n, t, d))
	if hasFloat(t) {
		x = &ast.CompositeLit{Type: l.typeExpr(types.NewSlice(t)), Elts: []ast.Expr{x}}
	}
	return call(f, x)
}

// shower is the name of the function for a type.
func (l *lowering) shower(n ast.Node, t types.Type, d depth) string {
	return l.addedFunction(string(d), t, name("any"), func() []ast.Stmt { return l.showerBody(n, t, d) })
}

// showAll shows each element of a list of arguments.
func (l *lowering) showAll(n, list ast.Expr) ast.Expr {
	t := l.typeOf(list)
	f := l.addedFunction("each", t, l.typeExpr(t), func() []ast.Stmt {
		return append(l.elements(n, t.Underlying().(*types.Slice).Elem(), outside), leave(name(partsVar)))
	})
	return call(name(f), l.x(list))
}

// addedFunction is the name of a function of one variable that is made once.
func (l *lowering) addedFunction(what string, t types.Type, gives ast.Expr, body func() []ast.Stmt) string {
	key := what + " " + types.TypeString(t, nil)
	if f, made := l.showers[key]; made {
		return f
	}
	f := l.fresh("show")
	l.showers[key] = f
	lit := function([]ast.Expr{gives}, body()...)
	param := &ast.Field{Names: []*ast.Ident{name(shownVar)}, Type: l.typeExpr(t)}
	if hasFloat(t) { // a parameter that is minus zero becomes zero
		in := name(l.fresh("in"))
		param = &ast.Field{Names: []*ast.Ident{in}, Type: l.typeExpr(types.NewSlice(t))}
		lit.Body.List = append([]ast.Stmt{define(shownVar, index(in, number(0)))}, lit.Body.List...)
	}
	lit.Type.Params.List = []*ast.Field{param}
	l.added = append(l.added, &ast.FuncDecl{Name: name(f), Type: lit.Type, Body: lit.Body})
	return f
}

// showerBody is the body of a shower of a value that may word itself.
func (l *lowering) showerBody(n ast.Node, t types.Type, d depth) []ast.Stmt {
	method := l.wording(t)
	switch {
	case l.foreign(t):
		return []ast.Stmt{leave(call(l.support("Raw"), name(shownVar)))}
	case d.mute() || types.IsInterface(t):
		return l.apart(n, t, d)
	case hasAny(t, "Format", "GoString"):
		l.refuse(n, "a %s formats itself, and isn't asked for that inside of what is printed: print it by itself", l.word(t))
	case method == "":
		return l.apart(n, t, d)
	}
	plain := function([]ast.Expr{name("any")}, l.apart(n, t, d)...)
	say := function([]ast.Expr{name("string")}, leave(call(dot(name(shownVar), method))))
	return []ast.Stmt{leave(call(l.support(map[string]string{"Error": "Failure", "String": "Stringer"}[method]), name(shownVar), plain, say))}
}

// apart gives what a value is made of.
func (l *lowering) apart(n ast.Node, t types.Type, d depth) []ast.Stmt {
	v := name(shownVar)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return []ast.Stmt{leave(call(name(u.Name()), v))}
	case *types.Pointer:
		if d == outside && followed(u) {
			to := l.show(n, &ast.StarExpr{X: v}, u.Elem(), inside)
			return []ast.Stmt{when(binary(v, token.NEQ, name("nil")), leave(call(l.support("Pointer"), v, to))), leave(call(l.support("Plain"), v))}
		}
	case *types.Struct:
		return l.fieldsOf(n, u, d)
	case *types.Slice:
		return append(l.elements(n, u.Elem(), d.below()), leave(call(l.support("List"), v, name(partsVar))))
	case *types.Array:
		return append(l.elements(n, u.Elem(), d.below()), leave(call(l.support("List"), v, name(partsVar))))
	case *types.Map:
		return l.rows(n, u, d.below())
	case *types.Interface:
		return l.heldBy(n, t, d)
	}
	return []ast.Stmt{leave(call(l.support(map[bool]string{true: "Raw", false: "Plain"}[d.mute()]), v))}
}

func (l *lowering) fieldsOf(n ast.Node, u *types.Struct, d depth) []ast.Stmt {
	var names []string
	made := call(l.support("Struct"), nil)
	for f := range u.Fields() {
		if f.Name() == "_" {
			l.refuse(n, "a struct with a field named _ can't be printed, because the interpreter has no such field: give it a name")
			return nil
		}
		names = append(names, f.Name())
		made.Args = append(made.Args, l.show(n, dot(name(shownVar), f.Name()), f.Type(), d.field(f)))
	}
	made.Args[0] = text(strings.Join(names, " "))
	return []ast.Stmt{leave(made)}
}

// elements declares a list of the elements as they are shown.
func (l *lowering) elements(n ast.Node, t types.Type, d depth) []ast.Stmt {
	i := reserved + "i"
	add := assign(name(partsVar), call(name("append"), name(partsVar), l.show(n, index(name(shownVar), name(i)), t, d)))
	return []ast.Stmt{declare(partsVar, &ast.ArrayType{Elt: name("any")}), &ast.RangeStmt{Key: name(i), Tok: token.DEFINE, X: name(shownVar), Body: block(add)}}
}

func (l *lowering) rows(n ast.Node, u *types.Map, d depth) []ast.Stmt {
	if !sorts(u.Key()) {
		l.refuse(n, "a map with keys of type %s can't be printed with methods or names of fields in it: print the parts one by one", l.word(u.Key()))
	}
	lists := []string{reserved + "keys", reserved + "shown", partsVar}
	k, e := name(reserved+"k"), name(reserved+"e")
	parts := []ast.Expr{call(l.support("Plain"), k), l.show(n, k, u.Key(), d), l.show(n, e, u.Elem(), d)}
	made := []ast.Stmt{}
	turn := &ast.RangeStmt{Key: k, Value: e, Tok: token.DEFINE, X: name(shownVar), Body: block()}
	for i, list := range lists {
		made = append(made, declare(list, &ast.ArrayType{Elt: name("any")}))
		turn.Body.List = append(turn.Body.List, assign(name(list), call(name("append"), name(list), parts[i])))
	}
	return append(made, turn, leave(call(l.support("Map"), name(lists[0]), name(lists[1]), name(lists[2]))))
}

// sorts tells that package support has the order in which package fmt shows keys.
func sorts(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsComplex == 0 && u.Kind() != types.UnsafePointer
	case *types.Array:
		return sorts(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if !sorts(f.Type()) {
				return false
			}
		}
		return true
	}
	return false
}

// heldBy tries the types that an interface can hold.
func (l *lowering) heldBy(n ast.Node, t types.Type, d depth) []ast.Stmt {
	if d == embedded {
		d = hidden
	}
	v, from := name(shownVar), name(shownVar)
	made := []ast.Stmt{when(binary(v, token.EQL, name("nil")), leave(call(l.support("Plain"), name("nil"))))}
	if isAny(t) || !l.own(t) {
		from = name(reserved + "h")
		made = append(made, declare(from.Name, name("any"), call(l.support("Held"), l.unboxed(v, t))))
	}
	held := l.heldIn(t)
	for _, h := range held {
		if l.shownWrong(h, d, true) || l.scripts(h) && methods(h) > 0 || !isAny(t) && l.own(t) {
			l.alone(n, h, held)
			x, ok := l.fresh("x"), l.fresh("ok")
			made = append(made, defineBoth(x, ok, &ast.TypeAssertExpr{X: from, Type: l.typeExpr(h)}), when(name(ok), leave(l.show(n, name(x), h, d))))
		}
	}
	return append(made, leave(call(l.support(map[bool]string{true: "Raw", false: "Plain"}[d.mute()]), l.unboxed(v, t))))
}

// alone refuses a type that the interpreter can't tell from another.
func (l *lowering) alone(n ast.Node, t types.Type, among []types.Type) {
	for _, h := range among {
		if !types.Identical(h, t) && types.Identical(l.form(h), l.form(t)) {
			l.refuse(n, "%s and %s have one form, and the interpreter can't tell them apart in an interface that is printed: make one of them a struct", l.word(t), l.word(h))
			return
		}
	}
}
