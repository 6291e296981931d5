package config

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

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
