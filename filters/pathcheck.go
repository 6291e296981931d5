package filters

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// check tells what the grammar alone doesn't see: whether the path may stand in its direction, and its non-ASCII.
func (s shape) check(d direction, smtputf8 bool) *PathError {
	switch {
	case d == forwards && s.null():
		return addressFault("the recipient is missing")
	case d == backwards && !s.null() && s.at == 0:
		return addressFault("the address has no domain")
	case !s.wide:
		return nil
	case !smtputf8:
		return &PathError{501, "5.6.7", "a non-ASCII address needs SMTPUTF8"}
	case !cleanUTF8(s.text):
		return addressFault("the address is not UTF-8 or has control characters")
	case strings.ContainsAny(s.domain(), dotLike) || strings.ContainsAny(s.text[:1+s.route], dotLike):
		return addressFault("the domain has a character that only looks like a dot")
	}
	return nil
}

// dotLike are the characters that RFC 3490, section 3.1, reads as dots between labels and no U-label has (RFC 5892): a
// server that still does so would see another domain than we.
const dotLike = "\u3002\uff0e\uff61"

// cleanUTF8 tells whether s is UTF-8 without control characters (RFC 6531 forbids only those of ASCII).
func cleanUTF8(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
