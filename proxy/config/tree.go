package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// tree makes plain blocks and settings of a body. path leads to it from the top, "smtp/filters"; names that are not in
// this version stay out of the tree, unevaluated.
func (r *reader) tree(path string, body *hclsyntax.Body, scope *hcl.EvalContext) filters.Block {
	var b filters.Block
	for _, a := range sorted(body.Attributes) {
		if r.refuseLater(path, a.Name, a.NameRange) {
			continue
		}
		b.Settings = append(b.Settings, r.setting(a.Name, a.NameRange, a.Expr, within(scope, path, a.Name)))
	}
	for _, inner := range body.Blocks {
		if r.refuseLater(path, inner.Type, inner.TypeRange) {
			continue
		}
		b.Blocks = append(b.Blocks, r.block(path, inner, scope))
	}
	return b
}

func (r *reader) block(path string, block *hclsyntax.Block, scope *hcl.EvalContext) filters.Block {
	b := r.tree(strings.TrimPrefix(path+"/"+block.Type, "/"), block.Body, scope)
	b.Type, b.At = block.Type, placeOf(block.TypeRange)
	if len(block.Labels) > 0 {
		b.Label = block.Labels[0]
	}
	if len(block.Labels) > 1 {
		r.problem(placeOf(block.LabelRanges[1]), "%s: one label is enough", block.Type)
	}
	return b
}

// sorted are the attributes as they stand in the file.
func sorted(attributes hclsyntax.Attributes) []*hclsyntax.Attribute {
	return slices.SortedFunc(maps.Values(attributes), func(a, b *hclsyntax.Attribute) int {
		return cmp.Compare(a.SrcRange.Start.Byte, b.SrcRange.Start.Byte)
	})
}

func placeOf(at hcl.Range) filters.Place {
	return filters.Place{File: at.Filename, Line: at.Start.Line, Column: at.Start.Column}
}
