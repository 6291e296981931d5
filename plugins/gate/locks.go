package gate

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// locks finds a lock that is taken while it is held, which waits for itself, and nothing can end that. It reads a function as it is
// written, from top to bottom, and knows which functions of the script take a lock.
type locks struct {
	w     *warning
	takes map[types.Object]map[types.Object]bool // functions, and the locks that they or those that they call take
	twice map[types.Object]bool                  // locks that are seen to be taken twice
	first map[types.Object]*ast.CallExpr         // where each lock is taken first
}

// held warns of them, and of a lock that is no more than needless.
func (w *warning) held() {
	l := &locks{w: w, takes: map[types.Object]map[types.Object]bool{}, twice: map[types.Object]bool{}, first: map[types.Object]*ast.CallExpr{}}
	decls := w.functions()
	for more := true; more; { // a call tells of those behind it
		more = false
		for _, d := range decls {
			more = l.learn(d) || more
		}
	}
	for _, d := range decls {
		l.read(d.Body)
	}
	for _, lock := range slices.SortedFunc(maps.Keys(l.first), func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) }) {
		if !l.twice[lock] {
			w.sources.addf(l.first[lock].Pos(), "hooks are called one at a time and need no lock; one that is taken twice waits for ever, and nothing can end the wait")
		}
	}
}

// learn notes which locks a function takes, and tells whether that is news.
func (l *locks) learn(d *ast.FuncDecl) bool {
	f := l.w.c.info.Defs[d.Name]
	if l.takes[f] == nil {
		l.takes[f] = map[types.Object]bool{}
	}
	known := len(l.takes[f])
	ast.Inspect(d.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if lock, what := l.lock(call); what == "Lock" {
			l.takes[f][lock] = true
		}
		maps.Copy(l.takes[f], l.takes[l.w.object(call.Fun)])
		return true
	})
	return len(l.takes[f]) > known
}

// read goes through a function; the literals in it are functions of their own.
func (l *locks) read(body ast.Node) {
	held := map[types.Object]token.Pos{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			l.read(n.Body)
			return false
		case *ast.DeferStmt:
			return false // what is deferred gives back at the end
		case *ast.CallExpr:
			l.call(n, held)
		}
		return true
	})
}

// call is one that may take a lock, or give it back.
func (l *locks) call(call *ast.CallExpr, held map[types.Object]token.Pos) {
	switch lock, what := l.lock(call); what {
	case "Lock":
		if l.first[lock] == nil {
			l.first[lock] = call
		}
		l.warn(call, lock, held)
		held[lock] = call.Pos()
	case "Unlock":
		delete(held, lock)
	}
	for lock := range l.takes[l.w.object(call.Fun)] {
		l.warn(call, lock, held)
	}
}

func (l *locks) warn(call *ast.CallExpr, lock types.Object, held map[types.Object]token.Pos) {
	if since, is := held[lock]; is {
		l.twice[lock] = true
		l.w.sources.addf(call.Pos(), "this takes the lock %s, which is held since line %d: it waits for ever, and nothing can end the wait", lock.Name(), l.w.c.fset.Position(since).Line)
	}
}

// lock is the variable or field whose lock a call takes or gives back, and which of both it does.
func (l *locks) lock(call *ast.CallExpr) (types.Object, string) {
	f := l.w.callee(call)
	if f == nil {
		return nil, ""
	}
	switch f.FullName() {
	case "(*sync.Mutex).Lock", "(*sync.RWMutex).Lock", "(sync.Locker).Lock", "(*sync.Mutex).Unlock", "(*sync.RWMutex).Unlock", "(sync.Locker).Unlock":
	default:
		return nil, ""
	}
	var lock *ast.Ident
	switch x := ast.Unparen(ast.Unparen(call.Fun).(*ast.SelectorExpr).X).(type) {
	case *ast.Ident:
		lock = x
	case *ast.SelectorExpr:
		lock = x.Sel
	default:
		return nil, ""
	}
	return l.w.c.info.Uses[lock], f.Name()
}
