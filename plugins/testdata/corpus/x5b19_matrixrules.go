package main

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

type matcher interface{ match(v string) bool }

type exact string
type suffix string
type pattern struct{ *regexp.Regexp }
type network struct{ netip.Prefix }
type anyOf []matcher
type negated struct{ matcher }

func (e exact) match(v string) bool   { return string(e) == v }
func (s suffix) match(v string) bool  { return strings.HasSuffix(v, string(s)) }
func (p pattern) match(v string) bool { return p.MatchString(v) }
func (n network) match(v string) bool {
	a, err := netip.ParseAddr(v)
	return err == nil && n.Contains(a)
}
func (a anyOf) match(v string) bool {
	return slices.ContainsFunc(a, func(m matcher) bool { return m.match(v) })
}
func (n negated) match(v string) bool { return !n.matcher.match(v) }

func compile(s string) (matcher, error) {
	switch {
	case strings.HasPrefix(s, "!"):
		m, err := compile(s[1:])
		if err != nil {
			return nil, err
		}
		return negated{m}, nil
	case strings.Contains(s, "|"):
		var all anyOf
		for _, p := range strings.Split(s, "|") {
			m, err := compile(p)
			if err != nil {
				return nil, err
			}
			all = append(all, m)
		}
		return all, nil
	case strings.HasPrefix(s, "/"):
		re, err := regexp.Compile(strings.Trim(s, "/"))
		if err != nil {
			return nil, fmt.Errorf("pattern %s: %w", s, err)
		}
		return pattern{re}, nil
	case strings.HasPrefix(s, "*"):
		return suffix(s[1:]), nil
	}
	if p, err := netip.ParsePrefix(s); err == nil {
		return network{p}, nil
	}
	return exact(s), nil
}

func main() {
	for _, r := range []string{"10.0.0.0-8|mail", "10.0.0.0:8", "*.com", "!*.com", "/^a+$/", "/(/", "x|y|*z"} {
		m, err := compile(strings.ReplaceAll(r, ":", "/"))
		if err != nil {
			fmt.Println(r, err)
			continue
		}
		for _, v := range []string{"10.1.2.3", "a.com", "aaa", "xyz", "mail"} {
			fmt.Print(m.match(v), " ")
		}
		fmt.Println(r)
	}
}
