package config

import (
	"fmt"
	"maps"
	"slices"

	"github.com/agext/levenshtein"
)

// Suggestion is `; did you mean "relay"?`, or "" where no built-in has a name that is near.
func (b Builtins) Suggestion(name string) string {
	return suggestion(name, slices.Sorted(maps.Keys(b)))
}

// suggestion is `; did you mean "listen"?`, or "" where no known name is near.
func suggestion(name string, known []string) string {
	best, distance := "", near(name)+1
	for _, k := range known {
		if d := levenshtein.Distance(name, k, nil); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// near is how many letters may be wrong in a name: more in a long one, and never all of them.
func near(name string) int { return min(3, len(name)/2) }
