package config

import (
	"cmp"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// labels remembers which labels are taken, and where.
type labels map[string]filters.Place

// take checks a section's label: that it has one, of which characters, and that it is the only one of that name.
func (l labels) take(s *section) {
	label, at := s.block.Label, s.block.At
	first, taken := l[label]
	switch {
	case label == "":
		s.r.problem(at, "%s: give it a label: %s \"name\" { … }", s.name, s.block.Type)
		return
	case !validName(label):
		s.r.problem(at, "%s: a label is made of letters, digits, \"-\", \"_\" and \".\", have %q", s.block.Type, label)
	case taken:
		s.r.problem(at, "%s: the label is taken, at %s", s.name, place(first))
		return
	}
	l[label] = at
}

// entry checks the name of a filter in its chain: the label of its block, or the type where it has none.
func (l labels) entry(s *section, b filters.Block) string {
	label := cmp.Or(b.Label, b.Type)
	first, taken := l[label]
	switch {
	case !validName(label):
		s.r.problem(b.At, "%s: a label is made of letters, digits, \"-\", \"_\" and \".\", have %q", b.Type, label)
		return ""
	case taken:
		s.r.problem(b.At, "%s: there is a %q at %s already: give one of them a label of its own", s.name, label, place(first))
		return ""
	}
	l[label] = b.At
	return label
}

// validName takes what can stand in a log line, a metric and a key of the store as it is.
func validName(s string) bool {
	return s != "" && len(s) <= 63 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
}
