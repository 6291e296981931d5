package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a text safe for one line of a header, a reply, a log or a terminal: each control character, each that
// isn't seen or turns the direction, and each octet that isn't UTF-8 becomes one '?', and a tab a space. The two joiners of letters
// stay, without which some languages can't be written. Not for scripts.
func Clean(s string) string {
	if isPrintable(s) {
		return s
	}
	return strings.Map(cleanRune, s)
}

func cleanRune(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r == '\u200c', r == '\u200d':
		return r
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
		return '?'
	}
	return r
}

// isPrintable tells whether s is printable ASCII, spaces included.
func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// unfold takes out the line ends of folds (RFC 5322, section 2.2.3); the spaces behind them stay.
func unfold(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n ", " ")
	s = strings.ReplaceAll(s, "\r\n\t", "\t")
	s = strings.ReplaceAll(s, "\n ", " ")
	return strings.ReplaceAll(s, "\n\t", "\t")
}

// Cut shortens s to at most n octets without tearing a rune. Not for scripts.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
