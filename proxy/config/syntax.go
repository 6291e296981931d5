package config

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// unpaired is what HCL says at the end of each line below a quotation mark without a partner, which turns all texts inside out.
const unpaired = "Invalid multi-line string"

// leading leaves out what HCL has found that only follows from the rest, and counts it. What is in the lines above a quotation mark without a
// partner doesn't follow from that, and comes before it.
func leading(diags hcl.Diagnostics) (first hcl.Diagnostics, left int) {
	i := slices.IndexFunc(diags, func(d *hcl.Diagnostic) bool { return d.Summary == unpaired })
	if i < 0 {
		return diags, 0
	}
	for _, d := range diags {
		if d.Subject != nil && d.Subject.Start.Line < diags[i].Subject.Start.Line {
			first = append(first, d)
		}
	}
	return append(first, diags[i]), len(diags) - len(first) - 1
}

// misread puts on the list why a file isn't HCL.
func (r *reader) misread(file string, diags hcl.Diagnostics) {
	first, left := leading(diags)
	r.diagnose(file, first)
	if left > 0 {
		last := &r.problems[len(r.problems)-1]
		last.Text += fmt.Sprintf(" (%d more that follow from it are left out)", left)
	}
}

// diagnose puts what HCL has found on the list, in words like ours.
func (r *reader) diagnose(file string, diags hcl.Diagnostics) {
	for _, d := range diags {
		at := filters.Place{File: file}
		if d.Subject != nil {
			at = placeOf(*d.Subject)
		}
		if sign, name, is := r.asValue(d); is {
			r.problem(sign, "%s is a block: %s { … }, without the =", name, name)
			continue
		}
		if start, value, is := r.unquoted(d); is {
			r.problem(start, "put %s in quotes: %q", value, value)
			continue
		}
		r.problem(at, "%s", words(d))
	}
}

// asValue finds the sign that makes a value of what is a block, since another block is in it, and the name before that sign.
func (r *reader) asValue(d *hcl.Diagnostic) (sign filters.Place, name string, is bool) {
	if d.Summary != "Missing key/value separator" || d.Subject == nil || d.Context == nil {
		return sign, "", false
	}
	src := string(r.sources[d.Subject.Filename])
	brace := d.Context.Start
	before := strings.TrimRight(src[:brace.Byte], " \t")
	name, is = strings.CutSuffix(before, "=")
	if !is || !strings.ContainsAny(src[d.Subject.Start.Byte:][:1], `{"`) {
		return sign, "", false
	}
	sign = placeOf(*d.Context)
	sign.Column -= brace.Byte - len(name)
	words := strings.Fields(name)
	return sign, words[len(words)-1], true
}

// unquoted finds a duration, a size or a rate without quotes, of which HCL takes the digits for a number, and where it begins.
func (r *reader) unquoted(d *hcl.Diagnostic) (start filters.Place, value string, is bool) {
	if d.Subject == nil {
		return start, "", false
	}
	const digits = "0123456789./"
	src, unit := string(r.sources[d.Subject.Filename]), d.Subject.Start
	number := src[len(strings.TrimRight(src[:unit.Byte], digits)):unit.Byte]
	rest := strings.TrimLeftFunc(src[unit.Byte:], func(c rune) bool { return unicode.IsLetter(c) || strings.ContainsRune(digits, c) })
	value = number + src[unit.Byte:len(src)-len(rest)]
	start = placeOf(*d.Subject)
	start.Column -= len(number)
	return start, value, number != "" && hasUnit(value)
}

// hasUnit tells whether a text is a duration, a size or a rate.
func hasUnit(s string) bool {
	_, noDuration := filters.ParseDuration(s)
	_, noSize := filters.ParseSize(s)
	_, noRate := filters.ParseRate(s)
	return noDuration == nil || noSize == nil || noRate == nil
}

// oneLine is for blocks with several things on one line, as people write them who know JSON.
const oneLine = "a block on one line has one setting and nothing else: put each setting, each block within and the closing brace on a line of its own"

// oneQuote is for texts that don't end in the line in which they begin.
const oneQuote = `a quotation mark of this line has no partner in it: put a " where it is missing; \n in a text stands for a new line`

func words(d *hcl.Diagnostic) string {
	call, is := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](d)
	if is && call.FunctionCallError() != nil {
		return call.CalledFunctionName() + ": " + openly(call.FunctionCallError(), d.Expression)
	}
	if d.Summary == "Invalid single-argument block definition" || strings.HasPrefix(d.Detail, "A single-line block definition") {
		return oneLine
	}
	if d.Summary == unpaired {
		return oneQuote
	}
	first, size := utf8.DecodeRuneInString(d.Summary)
	detail := strings.TrimSuffix(strings.Join(strings.Fields(d.Detail), " "), ".")
	return string(unicode.ToLower(first)) + d.Summary[size:] + ": " + detail
}
