package conversation

import (
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// ASCII is a decision in words for a client that hasn't asked for others: each character beyond ASCII is one '?'.
func ASCII(d filters.Decision) filters.Decision {
	d.Reply.Lines = ASCIILines(d.Reply.Lines, nil)
	return d
}

// ASCIILines are the lines of a reply, of which a filter has written those that weren't there before. These alone are ASCII then.
func ASCIILines(lines, before []string) []string {
	spelt := slices.Clone(lines)
	for i, line := range spelt {
		if !slices.Contains(before, line) {
			spelt[i] = strings.Map(ascii, line)
		}
	}
	return spelt
}

func ascii(c rune) rune {
	if c > '~' {
		return '?'
	}
	return c
}
