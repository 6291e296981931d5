package gate

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
)

// names gives every local variable, constant and type of a declaration a name of its own. The interpreter takes one variable for
// another where names are hidden:
//
//	x := 1
//	if x := f(); x > 1 {
//		defer func() { print(x) }()
//	}
//
// and the types that the gate writes would mean a variable where one has the name of a type: node := node{}.
type names struct {
	of      map[types.Object]string
	binders map[*ast.Ident]string // x in switch x := v.(type), which is a variable in every case
	taken   map[string]bool       // by the package and the language
}

func newNames(c *checked) *names {
	n := &names{of: map[types.Object]string{}, binders: map[*ast.Ident]string{}, taken: map[string]bool{}}
	for _, scope := range []*types.Scope{types.Universe, c.pkg.Scope()} {
		for _, taken := range scope.Names() {
			n.taken[taken] = true
		}
	}
	for _, f := range c.files {
		for _, d := range f.Decls {
			n.declaration(c, d)
		}
	}
	return n
}

// declaration names what one declaration of the package has inside.
func (n *names) declaration(c *checked, d ast.Decl) {
	used := map[string]bool{}
	ast.Inspect(d, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.Ident:
			if o := c.info.Defs[node]; o != nil && n.local(c, o) {
				n.of[o] = n.unused(used, node.Name)
				if _, ok := o.(*types.TypeName); ok {
					n.taken[n.of[o]] = true // the interpreter takes types of one name for one type
				}
			}
		case *ast.TypeSwitchStmt:
			n.binder(c, node, used)
		}
		return true
	})
}

// local tells that an object can have any name.
func (n *names) local(c *checked, o types.Object) bool {
	if o.Name() == "_" || o.Parent() == c.pkg.Scope() {
		return false
	}
	switch o := o.(type) {
	case *types.Var:
		return !o.IsField()
	case *types.Const:
		return true
	case *types.TypeName:
		_, parameter := o.Type().(*types.TypeParam)
		return !parameter
	}
	return false
}

func (n *names) binder(c *checked, s *ast.TypeSwitchStmt, used map[string]bool) {
	a, ok := s.Assign.(*ast.AssignStmt)
	if !ok {
		return
	}
	b := a.Lhs[0].(*ast.Ident)
	n.binders[b] = n.unused(used, b.Name)
	for _, clause := range s.Body.List {
		if o := c.info.Implicits[clause]; o != nil {
			n.of[o] = n.binders[b]
		}
	}
}

// unused is the name itself, or with a number.
func (n *names) unused(used map[string]bool, wanted string) string {
	fresh := wanted
	for i := 2; used[fresh] || n.taken[fresh]; i++ {
		fresh = fmt.Sprintf("%s_%d", wanted, i)
	}
	used[fresh] = true
	return fresh
}

// rename is what stands for an identifier, or "".
func (n *names) rename(c *checked, i *ast.Ident) string {
	if b, ok := n.binders[i]; ok {
		return b
	}
	return n.of[c.info.ObjectOf(i)]
}

// ordered are a set's members.
func ordered(set map[string]bool) []string {
	var all []string
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}
