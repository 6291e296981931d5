package mimerewrite

import (
	"fmt"
	"path"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// rule is one block drop or rename.
type rule struct {
	types, detected, names, members []pattern

	size        int64 // only parts with more octets; -1: any
	unlisted    bool  // so are archives that can't be listed
	replaceWith string
	text        string
	suffix      string // of rename
}

// pattern is one that a name or a type is held against, in the form of fold.
type pattern string

// matches tells whether the whole text is as the pattern says.
func (p pattern) matches(text string) bool {
	if end, is := strings.CutPrefix(string(p), "*"); is && !strings.ContainsAny(end, `*?[\/`) && !strings.Contains(text, "/") {
		return strings.HasSuffix(text, end) // most are so, and a stranger has many names
	}
	ok, _ := path.Match(string(p), text) // it was tried when it was read
	return ok
}

// anyOf is the first pattern that one of the texts is as.
func anyOf(patterns []pattern, texts ...string) (is pattern, ok bool) {
	for _, p := range patterns {
		for _, text := range texts {
			if p.matches(text) {
				return p, true
			}
		}
	}
	return "", false
}

// readRules reads the blocks of a kind.
func readRules(o *filters.Options, kind, usage string) []rule {
	var rules []rule
	for _, b := range o.Blocks(kind, usage) {
		r := rule{
			types:    readPatterns(b, "type", "media types, declared or detected, such as \"application/x-msdownload\" or \"image/*\""),
			detected: readPatterns(b, "detected", "media types by the first octets of the content"),
			names:    readPatterns(b, "name", "patterns of file names, such as \"*.exe\""),
			members:  readPatterns(b, "members", "patterns of names in zip archives"),
			size:     b.Size("size", -1, "only parts of more decoded octets; without it any"),
			unlisted: b.Choice("unlisted", "drop", "an archive whose members can't be listed, where members are given", "drop", "keep") == "drop",
		}
		if kind == "drop" {
			r.replaceWith = b.String("replace_with", "", "the file name of a text that comes in its place; default: nothing does")
			r.text = b.String("text", "", "the content of that text; default: it tells what was there")
		} else {
			r.suffix = b.String("append", "", "what goes behind the name, such as \".txt\"; needed")
		}
		rules = append(rules, r.checked(b, kind))
	}
	return rules
}

// checked tells what is missing and what makes no sense.
func (r rule) checked(o *filters.Options, kind string) rule {
	if len(r.types)+len(r.detected)+len(r.names)+len(r.members) == 0 && r.size < 0 && o.Err() == nil {
		o.Errorf("", "say which parts it is about: give type, detected, name, members or size")
	}
	if r.text != "" && r.replaceWith == "" {
		o.Errorf("text", "it needs a name: give replace_with too")
	}
	if kind == "rename" && strings.Trim(r.suffix, " .") == "" {
		o.Errorf("append", "say what goes behind the name, such as \".txt\"")
	}
	for name, text := range map[string]string{"replace_with": r.replaceWith, "append": r.suffix} {
		if filters.Clean(text) != text || strings.ContainsAny(text, `/\`) || len(text) > 200 {
			o.Errorf(name, "%q is no file name; want one without folders and control characters, of at most 200 octets", text)
		}
	}
	return r
}

// readPatterns reads a list of them.
func readPatterns(o *filters.Options, name, usage string) []pattern {
	var list []pattern
	for i, text := range o.List(name, nil, usage) {
		p := fold(text)
		if _, err := path.Match(p, ""); err != nil || p == "" {
			o.Errorf(fmt.Sprintf("%s[%d]", name, i), "%q is not a pattern; want one such as \"*.exe\", with each [ closed", text)
		}
		if name != "name" && name != "members" && strings.Count(p, "/") != 1 {
			o.Errorf(fmt.Sprintf("%s[%d]", name, i), "%q is not a media type; want one such as \"image/png\" or \"image/*\"", text)
		}
		list = append(list, pattern(p))
	}
	return list
}

// fold takes the case off all letters. Upper case comes first, for there are letters of lower case, such as the long s, that
// only so become the same as others.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }
