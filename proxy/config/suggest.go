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

// meant is a suggestion for the value of a choice that is none of those allowed.
func meant(o *filters.Options, b filters.Block, e filters.OptionError) string {
	for _, use := range filters.OptionUses(o) {
		text, is := valueAt(b, e).(string)
		if use.Name == e.Name && is && !slices.Contains(use.Allowed, text) {
			return suggestion(text, use.Allowed)
		}
	}
	return ""
}

// valueAt is that of the setting that an error is about; nil where there is none, or where it is a secret.
func valueAt(b filters.Block, e filters.OptionError) any {
	for _, set := range b.Settings {
		if set.At == e.At && set.Name == e.Name && !set.Hidden {
			return set.Value
		}
	}
	return nil
}

// near is how many letters may be wrong in a name: more in a long one, and never all of them.
func near(name string) int { return min(3, len(name)/2) }
