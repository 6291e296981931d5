package gate

import (
	"go/ast"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// misplaced finds what is right elsewhere, and fails, comes too late or asks the wrong one in the hook in which it stands.
func (w *warning) misplaced() {
	momentsOf(w).within(func(n ast.Node, hooks map[string]bool) {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				w.unanswerable(e, hooks)
			}
		case *ast.CallExpr:
			w.bodiless(n, hooks)
			w.late(n, hooks)
			w.clock(n, hooks)
		}
	})
}

// onlyIn tells that a function runs in hooks, and in none but those.
func onlyIn(hooks map[string]bool, those ...string) bool {
	n := 0
	for _, h := range those {
		if hooks[h] {
			n++
		}
	}
	return n > 0 && n == len(hooks)
}

// unanswerable: a verdict that the hook can't take.
func (w *warning) unanswerable(e ast.Expr, hooks map[string]bool) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return
	}
	f := w.callee(call)
	if f == nil || f.Pkg() == nil || f.Pkg().Path() != symbols.Filters {
		return
	}
	switch f.Name() {
	case "After":
		if s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			w.unanswerable(s.X, hooks)
		}
	case "Refuse", "RefuseCode", "Defer", "DeferCode":
		if onlyIn(hooks, "Reply") {
			w.sources.addf(call.Pos(), "%s can't answer a reply: in a Reply hook it is a failure of the filter, and the reply passes whatever on_error says; refuse in the hook of the command, or in Command", f.Name())
		}
	case "Discard":
		if onlyIn(hooks, "Connect", "Hello", "Login", "Command", "Reply") {
			w.sources.addf(call.Pos(), failsAlways, "Discard is an answer of Sender, Recipient, Header and Message only")
		}
	}
}

// bodiless: in Header there is no body to ask for.
func (w *warning) bodiless(call *ast.CallExpr, hooks map[string]bool) {
	f := w.callee(call)
	if f == nil || !onlyIn(hooks, "Header") {
		return
	}
	switch name, _ := strings.CutPrefix(shortened(f.FullName()), "(*message.Message)."); name {
	case "Parts", "Banner":
		w.sources.addf(call.Pos(), "%s fails in a Header hook, where the body isn't there: the filter has failed, and on_error decides; ask in a Message hook", name)
	case "Reader":
		w.sources.addf(call.Pos(), "Reader gives nothing but an error in a Header hook, where the body isn't there: read in a Message hook")
	}
}

// late: New has to read all options, because the configuration is checked when it has returned.
func (w *warning) late(call *ast.CallExpr, hooks map[string]bool) {
	if name, _, is := w.option(call); is && len(hooks) > 0 && !hooks["New"] {
		w.sources.addf(call.Pos(), "the option %s is read in a hook, when the configuration has been checked: it counts as unknown, and a wrong value is never told; read it in New, and use a variable here", name)
	}
}
