package gate

import "go/ast"

// clock: a dialogue sets the session's clock, and no other.
func (w *warning) clock(call *ast.CallExpr, hooks map[string]bool) {
	f := w.callee(call)
	if f == nil || onlyIn(hooks, "New") {
		return
	}
	switch name := f.FullName(); name {
	case "time.Now", "time.Since", "time.Until":
		w.sources.addf(call.Pos(), "%s asks the machine's clock, which no dialogue can set: Now of the Session is the clock of a filter", name)
	}
}
