package gate

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// keep holds a script against the contract of filters.
func (s *sources) keep(rules Rules, c *checked) {
	if !rules.plugin {
		return
	}
	s.hasNew(c)
	s.granted(rules.grants, c)
	s.keepShared(c)
}

// hasNew looks for the function that makes the filter.
func (s *sources) hasNew(c *checked) {
	const want = "func New(o *filters.Options) (*filters.Filter, error)"
	o := c.pkg.Scope().Lookup("New")
	f, ok := o.(*types.Func)
	switch {
	case c.pkg.Name() == "main":
		s.addf(c.files[0].Name.Pos(), "a plugin is no program: name its package after what it does, and let it have %s", want)
	case o == nil:
		s.addf(c.files[0].Name.Pos(), "there is no %s", want)
	case strings.Contains(o.Type().String(), "invalid type"): // the checker has said why
	case !ok || !isNew(f.Signature()):
		s.addf(o.Pos(), "New is %s, want %s", types.TypeString(o.Type(), (*types.Package).Name), want)
	}
}

func isNew(sig *types.Signature) bool {
	return sig.TypeParams().Len() == 0 && sig.Params().Len() == 1 && isFilters(sig.Params().At(0).Type(), "Options") &&
		sig.Results().Len() == 2 && isFilters(sig.Results().At(0).Type(), "Filter") && types.Identical(sig.Results().At(1).Type(), types.Universe.Lookup("error").Type())
}

// isFilters tells that a type is a pointer to one of package filters.
func isFilters(t types.Type, named string) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && isFiltersValue(p.Elem(), named)
}

func isFiltersValue(t types.Type, named string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == symbols.Filters && n.Obj().Name() == named
}

// granted refuses what the configuration doesn't let the plugin use. A session in an interface is still one:
//
//	s.(interface{ Store() *filters.Store }).Store()
func (s *sources) granted(g Grants, c *checked) {
	needs := map[string]struct {
		granted bool
		grant   string
	}{"Resolver": {g.DNS, "dns"}, "Store": {g.Store, "store"}}
	for _, id := range slices.SortedFunc(maps.Keys(c.info.Uses), func(a, b *ast.Ident) int { return int(a.Pos() - b.Pos()) }) {
		f, ok := c.info.Uses[id].(*types.Func)
		if !ok || f.Signature().Recv() == nil || f.Signature().Results().Len() != 1 || !isFilters(f.Signature().Results().At(0).Type(), f.Name()) {
			continue
		}
		if need, ok := needs[f.Name()]; ok && !need.granted {
			s.addf(id.Pos(), "Session.%s takes the grant %q, which the configuration doesn't give this plugin: add grant = [%q] to its block", f.Name(), need.grant, need.grant)
		}
	}
}

// hooksOf are the fields of filters.Filter that a script sets.
func hooksOf(c *checked) []string {
	hooks := map[string]bool{}
	for id, o := range c.info.Uses {
		if isHookField(o) && id.Name == o.Name() {
			hooks[id.Name] = true
		}
	}
	return ordered(hooks)
}

// optionsOf are the names that a script asks its options for, where they are written out.
func optionsOf(c *checked) []string {
	names := map[string]bool{}
	for _, f := range c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			s, ok := call.Fun.(*ast.SelectorExpr)
			if ok && c.info.Selections[s] != nil && isFilters(c.info.Selections[s].Recv(), "Options") && s.Sel.Name != "Errorf" {
				if v := c.info.Types[call.Args[0]].Value; v != nil {
					name, _ := strconv.Unquote(v.ExactString()) // a constant text
					names[name] = true
				}
			}
			return true
		})
	}
	return ordered(names)
}
