package filters_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestClean(t *testing.T) {
	for given, wanted := range map[string]string{
		"":                               "",
		"plain ~ text":                   "plain ~ text",
		"b\u00fccher \u65e5\u672c":       "b\u00fccher \u65e5\u672c",
		"a\tb":                           "a b",
		"a\r\n250 b":                     "a??250 b",
		"\x00\x07\x08\x1b[2J\x7f":        "????[2J?",
		"\u0080\u009b31m":                "??31m",
		"a\xffb\xc3":                     "a?b?",
		"\xed\xa0\x80":                   "???",
		"\ufffd":                         "?",
		"\u202etxt.exe\u202c":            "?txt.exe?",
		"\u2066\u2067\u2068\u2069":       "????",
		"\u200e\u200f\u061c":             "???",
		"\u202a\u202b\u202d":             "???",
		"\u200b\u2060\ufeff\u00ad":       "????",
		"\u180e\ufff9\ufffa\ufffb":       "????",
		"\U000e0001\U000e0041x":          "??x",
		"\u0645\u06cc\u200c\u062e\u200d": "\u0645\u06cc\u200c\u062e\u200d", // Persian
		"a\u2028b\u2029c":                "a?b?c",
	} {
		want(t, filters.Clean(given), wanted)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\r\n\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		clean := filters.Clean(s)
		if strings.ContainsAny(clean, "\r\n\t\x00\x1b\x7f\u202e\u2028") || !utf8.ValidString(clean) || filters.Clean(clean) != clean {
			t.Errorf("%q", clean)
		}
	})
}
