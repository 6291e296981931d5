package gate

import (
	"go/ast"
	"go/types"
)

// Compiled code that looks for a key compares what the interpreter has made of it, and that has the form of its type and not the name:
//
//	type host string
//	var m sync.Map; m.Store(host("a"), 1); m.Load("a") // found

// compares are the functions of packages that look for something among others.
var compares = map[string]bool{
	"context.WithValue": true, "(context.Context).Value": true,
	"(*sync.Map).Store": true, "(*sync.Map).Load": true, "(*sync.Map).LoadOrStore": true, "(*sync.Map).LoadAndDelete": true, "(*sync.Map).Delete": true,
	"(*sync.Map).Swap": true, "(*sync.Map).CompareAndSwap": true, "(*sync.Map).CompareAndDelete": true, "(*sync/atomic.Value).CompareAndSwap": true,
}

// key refuses what such a function would take for another.
func (l *lowering) key(c *ast.CallExpr, f *types.Func) {
	if !compares[f.FullName()] {
		return
	}
	anything := types.NewInterfaceType(nil, nil)
	for i, a := range c.Args {
		switch t := types.Default(l.typeOf(a)); {
		case !isAny(paramType(f.Signature(), i, false)) || isNil(a):
		case !types.IsInterface(t):
			l.distinct(a, anything, t)
		default:
			l.holdsScripts(a, t, t)
		}
	}
}
