package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// diagnose puts what HCL has found on the list, in words like ours.
func (r *reader) diagnose(file string, diags hcl.Diagnostics) {
	for _, d := range diags {
		at := filters.Place{File: file}
		if d.Subject != nil {
			at = placeOf(*d.Subject)
		}
		r.problem(at, "%s", words(d))
	}
}

// oneLine is for blocks with several things on one line, as people write them who know JSON.
const oneLine = "a block on one line has one setting and nothing else: put each setting, each block within and the closing brace on a line of its own"

func words(d *hcl.Diagnostic) string {
	call, is := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](d)
	if is && call.FunctionCallError() != nil {
		return call.CalledFunctionName() + ": " + openly(call.FunctionCallError(), d.Expression)
	}
	if d.Summary == "Invalid single-argument block definition" || strings.HasPrefix(d.Detail, "A single-line block definition") {
		return oneLine
	}
	first, size := utf8.DecodeRuneInString(d.Summary)
	detail := strings.TrimSuffix(strings.Join(strings.Fields(d.Detail), " "), ".")
	return string(unicode.ToLower(first)) + d.Summary[size:] + ": " + detail
}
