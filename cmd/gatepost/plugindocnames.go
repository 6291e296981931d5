package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/proxy/config"
)

// names are all that explain knows, once each: Recipient, Refuse, Session, Session.Note.
func (c *contract) names() []string {
	var all []string
	add := func(owner string, names ...string) {
		for _, name := range names {
			all = append(all, owner+name)
		}
	}
	for _, f := range c.fields("Filter") {
		add("", f.name)
	}
	for _, f := range c.filters.Funcs {
		add("", f.Name)
	}
	for _, g := range c.filters.Consts {
		add("", g.Names...)
	}
	for _, t := range c.types() {
		add("", t.Name)
		for _, f := range t.Funcs {
			add("", f.Name)
		}
		for _, g := range t.Consts {
			add("", g.Names...)
		}
		for _, f := range t.Methods {
			add(t.Name+".", f.Name)
		}
		for _, f := range c.fields(t.Name) {
			add(t.Name+".", f.name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// meant are the names that somebody means, whatever the case of letters: one, or those of methods and fields that are called so.
func (c *contract) meant(asked string) []string {
	var all, within []string
	for _, name := range c.names() {
		_, member, dotted := strings.Cut(name, ".")
		switch {
		case name == asked:
			return []string{name}
		case strings.EqualFold(name, asked):
			all = append(all, name)
		case dotted && strings.EqualFold(member, asked):
			within = append(within, name)
		}
	}
	if len(all) > 0 {
		return all
	}
	return within
}

// nearest is `; did you mean "Recipient"?`, or "".
func (c *contract) nearest(asked string) string {
	first, size := utf8.DecodeRuneInString(asked)
	return config.Suggestion(string(unicode.ToUpper(first))+asked[size:], c.names())
}
