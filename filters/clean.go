package filters

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a text safe for one line of a reply, a log or a terminal: each control and bidi character, and each byte that
// isn't UTF-8, becomes one '?', and a tab a space. Not for scripts.
func Clean(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return strings.Map(cleanRune, s)
		}
	}
	return s
}

func cleanRune(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
		return '?'
	}
	return r
}

// cut shortens s to at most n bytes without tearing a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
