package message

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// reads is the charset of that name as readers take it, which is the WHATWG's way; nil if nobody knows it. Browsers give up some,
// such as ISO-2022-KR and HZ, and show one U+FFFD for all of a text; mail has them.
func reads(charset string) encoding.Encoding {
	e, err := htmlindex.Get(strings.Trim(charset, " "))
	if err == nil && e == encoding.Replacement {
		e, err = ianaindex.MIME.Encoding(charset)
	}
	if err != nil || e == encoding.Replacement {
		return nil
	}
	return e
}

// writes is the charset of that name by IANA's list, without what readers add to it; nil if it isn't to be written: nobody
// knows it, or readers quarrel about the order of its octets.
func writes(charset string) encoding.Encoding {
	if name := strings.ToLower(charset); strings.HasPrefix(name, "utf-") || strings.HasPrefix(name, "ucs-") {
		return nil
	}
	e, err := ianaindex.MIME.Encoding(charset)
	if err != nil || reads(charset) == nil {
		return nil
	}
	return e
}

func isUTF8(charset string) bool {
	return strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}

func isUTF16(charset string) bool { return strings.HasPrefix(strings.ToLower(charset), "utf-16") }

func isASCII(charset string) bool {
	return charset == "" || strings.EqualFold(charset, "us-ascii") || strings.EqualFold(charset, "ascii")
}

// encodeText writes text in a charset, if that can carry it.
func encodeText(text, charset string) (octets string, ok bool) {
	if isUTF8(charset) {
		return text, true
	}
	if isASCII(charset) {
		return text, octetsPastASCII(text) == 0
	}
	if isUnknown(charset) {
		return text, octetsPastASCII(text) == 0
	}
	e := writes(charset)
	if e == nil || !utf8.ValidString(text) {
		return "", false
	}
	octets, err := e.NewEncoder().String(text)
	return octets, err == nil
}

// isUnknown tells a charset that nobody knows here, but in which ASCII stands for itself where a text begins: nearly all are so.
func isUnknown(charset string) bool {
	name := strings.ToLower(charset)
	return charset != "" && reads(charset) == nil && !strings.HasPrefix(name, "utf-") && !strings.HasPrefix(name, "ucs-")
}

// keepsASCII tells whether ASCII stands for itself in a charset, wherever it is put in.
func keepsASCII(charset string) bool {
	switch name := strings.ToLower(charset); {
	case isASCII(charset), isUTF8(charset), isUnknown(charset):
		return true
	case strings.HasPrefix(name, "utf-"), strings.HasPrefix(name, "iso-2022-"), strings.HasPrefix(name, "hz-"), strings.HasPrefix(name, "ucs-"):
		return false
	}
	return reads(charset) != nil
}

// toUTF8 reads octets in a charset. Without one, or with one that nobody knows, they are UTF-8 if they can be, else
// windows-1252. UTF-16 is in the order of octets that its first two say, as browsers have it too.
func toUTF8(octets []byte, charset string) string {
	if isUTF16(charset) && bytes.HasPrefix(octets, []byte("\xfe\xff")) {
		charset = "utf-16be"
	}
	e := reads(charset)
	if e == nil {
		if utf8.Valid(octets) {
			return string(octets)
		}
		e = reads("windows-1252")
	}
	text, err := e.NewDecoder().Bytes(octets)
	if err != nil {
		text = octets
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// fromUTF7 reads UTF-7 (RFC 2152): between '+' and '-', or another octet that is no digit, stands UTF-16 in base64.
func fromUTF7(s string) string {
	var b strings.Builder
	for {
		plain, coded, is := strings.Cut(s, "+")
		b.WriteString(plain)
		if !is {
			return b.String()
		}
		n := 0
		for n < len(coded) && base64Digits[coded[n]] < noDigit {
			n++
		}
		units := appendBase64(nil, coded[:n])
		b.WriteString(toUTF8(units[:len(units)/2*2], "utf-16be"))
		if n == 0 {
			b.WriteByte('+')
		}
		s = strings.TrimPrefix(coded[n:], "-")
	}
}
