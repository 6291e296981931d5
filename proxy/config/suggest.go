package config

import (
	"fmt"
	"maps"
	"slices"

	"github.com/agext/levenshtein"

	"github.com/gatepost-mail/gatepost/filters"
)

// Suggestion is `; did you mean "relay"?`, or "" where no built-in has a name that is near.
func (b Builtins) Suggestion(name string) string {
	return suggestion(name, slices.Sorted(maps.Keys(b)))
}

// Suggestion is the same for other names than those of filters.
func Suggestion(name string, known []string) string { return suggestion(name, known) }

// suggestion is `; did you mean "listen"?`, or "" where no known name is near.
func suggestion(name string, known []string) string {
	best, least := "", near(name)+1
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is how many letters are missing, too many or wrong; two in the wrong order are one.
func distance(name, known string) int {
	d := levenshtein.Distance(name, known, nil)
	if len(name) > 2*len(known) || len(known) > 2*len(name) {
		return d
	}
	for i := range len(name) - 1 {
		turned := []byte(name)
		turned[i], turned[i+1] = name[i+1], name[i]
		d = min(d, 1+levenshtein.Distance(string(turned), known, nil))
	}
	return d
}

// meant is what may help with an option that is wrong: quotes, brackets, or a suggestion for a choice that is none of those allowed.
func meant(o *filters.Options, b filters.Block, e filters.OptionError) string {
	use, set, found := askedAt(filters.OptionUses(o), b, e)
	if !found || set.Hidden {
		return ""
	}
	switch value := set.Value.(type) {
	case reference:
		if use.Type == "list" {
			return "; put it in quotes and brackets"
		}
		if slices.Contains(quotable[:], use.Type) {
			return "; put it in quotes"
		}
	case []any:
		if name, is := firstReference(value); is && use.Type == "list" {
			return fmt.Sprintf("; put %s in quotes", name)
		}
	case string:
		if use.Type == "list" {
			return "; put it in brackets"
		}
		if !slices.Contains(use.Allowed, value) {
			return suggestion(value, use.Allowed)
		}
	}
	return ""
}

// quotable are the types of options that are written as a text.
var quotable = [...]string{"text", "choice", "duration", "size", "rate", "file"}

// askedAt finds the setting that an error is about, in a block or in one within it, and what was asked for there.
func askedAt(uses []filters.Use, b filters.Block, e filters.OptionError) (filters.Use, filters.Setting, bool) {
	i := useOf(uses, e.Name)
	for _, set := range b.Settings {
		if i >= 0 && set.At == e.At && set.Name == e.Name {
			return uses[i], set, true
		}
	}
	for _, inner := range b.Blocks {
		if i := useOf(uses, inner.Type); i >= 0 {
			if use, set, found := askedAt(uses[i].Nested, inner, e); found {
				return use, set, true
			}
		}
	}
	return filters.Use{}, filters.Setting{}, false
}

func useOf(uses []filters.Use, name string) int {
	return slices.IndexFunc(uses, func(use filters.Use) bool { return use.Name == name })
}

func firstReference(list []any) (reference, bool) {
	for _, item := range list {
		if name, is := item.(reference); is {
			return name, true
		}
	}
	return "", false
}

// near is how many letters may be wrong in a name: more in a long one, and never all of them.
func near(name string) int { return min(3, len(name)/2) }
