package config

import (
	"errors"
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// reference is a value that names something: upstream.legacy. It is the text of the file.
type reference string

// setting evaluates an expression. What can't be evaluated is a setting too: it isn't missing.
func (r *reader) setting(name string, at hcl.Range, expr hclsyntax.Expression, scope *hcl.EvalContext) filters.Setting {
	set := filters.Setting{Name: name, At: placeOf(at), Hidden: calls(expr)}
	v, ok := r.value(expr, scope)
	if set.Value = v; !ok {
		r.broken[set.At] = true
	}
	if list, is := unwrapped(expr).(*hclsyntax.TupleConsExpr); is {
		for _, item := range list.Exprs {
			set.Elements = append(set.Elements, placeOf(item.Range()))
		}
	}
	return set
}

// calls tells whether an expression calls a function: all of ours read what may be a secret.
func calls(expr hclsyntax.Expression) bool {
	found := false
	hclsyntax.VisitAll(expr, func(n hclsyntax.Node) hcl.Diagnostics {
		_, is := n.(*hclsyntax.FunctionCallExpr)
		found = found || is
		return nil
	})
	return found
}

func unwrapped(expr hclsyntax.Expression) hclsyntax.Expression {
	for {
		p, is := expr.(*hclsyntax.ParenthesesExpr)
		if !is {
			return expr
		}
		expr = p.Expression
	}
}

// value evaluates an expression to what filters.Setting can hold, with the places of what stands in lists and objects.
func (r *reader) value(expr hclsyntax.Expression, scope *hcl.EvalContext) (any, bool) {
	switch e := unwrapped(expr).(type) {
	case *hclsyntax.TupleConsExpr:
		return r.list(e, scope)
	case *hclsyntax.ObjectConsExpr:
		return r.object(e, scope)
	case *hclsyntax.ScopeTraversalExpr:
		return reference(e.Range().SliceBytes(r.sources[e.Range().Filename])), true
	}
	v, diags := expr.Value(scope)
	if r.diagnose(expr.Range().Filename, diags); diags.HasErrors() {
		return nil, false
	}
	plain, err := plain(v)
	if err != nil {
		r.problem(placeOf(expr.Range()), "%v", err)
	}
	return plain, err == nil
}

func (r *reader) list(e *hclsyntax.TupleConsExpr, scope *hcl.EvalContext) (any, bool) {
	items, ok := make([]any, len(e.Exprs)), true
	for i, item := range e.Exprs {
		v, good := r.value(item, scope)
		items[i], ok = v, ok && good
	}
	return items, ok
}

func (r *reader) object(e *hclsyntax.ObjectConsExpr, scope *hcl.EvalContext) (any, bool) {
	var settings filters.Object
	ok, seen := true, map[string]bool{}
	for _, item := range e.Items {
		name, good := r.key(item.KeyExpr, scope)
		if ok = ok && good; !good {
			continue
		}
		if seen[name] {
			r.problem(placeOf(item.KeyExpr.Range()), "%q is in this object already", name)
		}
		seen[name] = true
		set := r.setting(name, item.KeyExpr.Range(), item.ValueExpr, scope)
		settings, ok = append(settings, set), ok && !r.broken[set.At]
	}
	return settings, ok
}

// key is the name of a value in an object.
func (r *reader) key(expr hclsyntax.Expression, scope *hcl.EvalContext) (string, bool) {
	v, diags := expr.Value(scope)
	if r.diagnose(expr.Range().Filename, diags); diags.HasErrors() {
		return "", false
	}
	plain, err := plain(v)
	name, is := plain.(string)
	if err != nil || !is {
		r.problem(placeOf(expr.Range()), "a name in an object is a text")
	}
	return name, err == nil && is
}

var errNull = errors.New("null is no value: leave the name out")

// plain makes a value that nothing of HCL is left in.
func plain(v cty.Value) (any, error) {
	switch t := v.Type(); {
	case v.IsNull():
		return nil, errNull
	case !v.IsKnown() || v.IsMarked():
		return nil, errors.New("this has no value")
	case t == cty.String:
		return v.AsString(), nil
	case t == cty.Bool:
		return v.True(), nil
	case t == cty.Number:
		return number(v), nil
	case t.IsTupleType() || t.IsListType() || t.IsSetType():
		return plainList(v)
	case t.IsObjectType() || t.IsMapType():
		return plainObject(v)
	default:
		return nil, fmt.Errorf("%s is no value here", t.FriendlyName())
	}
}

func number(v cty.Value) any {
	big := v.AsBigFloat()
	if n, accuracy := big.Int64(); accuracy == 0 {
		return n
	}
	f, _ := big.Float64()
	return f
}

func plainList(v cty.Value) (any, error) {
	items := []any{}
	for _, item := range v.Elements() {
		p, err := plain(item)
		if err != nil {
			return nil, err
		}
		items = append(items, p)
	}
	return items, nil
}

func plainObject(v cty.Value) (any, error) {
	items := map[string]any{}
	for name, item := range v.Elements() {
		p, err := plain(item)
		if err != nil {
			return nil, err
		}
		items[name.AsString()] = p
	}
	return items, nil
}
