package retell

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// edited is content as filters have left it.
func (r *retelling) edited(f *filler) *filler {
	g := *f
	for _, e := range r.changes {
		g.head = changed(g.head, e)
	}
	if len(r.changes) > 0 {
		r.note("The gate has changed the content here; should its words differ, gatepost test -u puts them right.")
	}
	return &g
}

// changed is a header after a change.
func changed(head string, e *journal.Event) string {
	name := strings.TrimPrefix(e.Key, "header ")
	fields := strings.SplitAfter(strings.TrimSuffix(head, "\r\n"), "\r\n")
	is := func(line string) bool {
		return len(line) > len(name) && strings.EqualFold(line[:len(name)], name) && line[len(name)] == ':'
	}
	field, done := fmt.Sprintf("%s: %s\r\n", name, e.Value), false
	var out []string
	for i := 0; i < len(fields); i++ {
		if done || !is(fields[i]) {
			out = append(out, fields[i])
			continue
		}
		for i+1 < len(fields) && fields[i+1] != "" && strings.Contains(" \t", fields[i+1][:1]) {
			i++
		}
		if done = true; e.Value != "" {
			out = append(out, field)
		}
	}
	if !done && e.Value != "" {
		out = append(out, field)
	}
	return strings.Join(out, "") + "\r\n"
}
