package message

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// tidy makes a value that a filter gave safe for a header: one line, cleaned, without spaces around it.
func tidy(value string) string { return strings.Trim(Clean(unfold(value)), " ") }

// token is a piece of a value that a fold doesn't tear, with the spaces before it.
type token struct{ gap, text string }

// tokens cuts a tidy value for a header. Text past ASCII becomes encoded words (RFC 2047), unless the header has UTF-8
// anyway (RFC 6532). Pure ASCII is taken as it is, also where it looks like an encoded word. room is what the
// first line has for the first encoded word.
func tokens(value string, international bool, room int) []token {
	words, fits := cutWords(value)
	if !fits {
		return encodedTokens(" ", value, room)
	}
	ascii := isPrintable(value)
	var list []token
	for i := 0; i < len(words); i++ {
		if !needsEncoding(words[i].text, ascii, international) {
			list = append(list, words[i])
			continue
		}
		if len(list) > 0 {
			room = maxEncodedWord
		}
		gap, run := words[i].gap, strings.Builder{}
		run.WriteString(words[i].text)
		for ; i+1 < len(words) && needsEncoding(words[i+1].text, ascii, international); i++ {
			run.WriteString(words[i+1].gap + words[i+1].text)
		}
		list = append(list, encodedTokens(gap, run.String(), room)...)
	}
	return list
}

// cutWords cuts at spaces. fits tells whether each word, and the spaces before it, fit into a line.
func cutWords(value string) (words []token, fits bool) {
	fits = true
	for value != "" {
		text := strings.TrimLeft(value, " ")
		w := token{gap: value[:len(value)-len(text)]}
		w.text, value = text, ""
		if i := strings.IndexByte(text, ' '); i >= 0 {
			w.text, value = text[:i], text[i:]
		}
		if len(words) == 0 {
			w.gap = " "
		}
		fits = fits && len(w.text) <= lineLimit-MaxName-10 && len(w.gap) < lineWish-8
		words = append(words, w)
	}
	return words, fits
}

// needsEncoding: text that is not all ASCII is meant as text, so what looks like an encoded word in it is hidden.
func needsEncoding(word string, ascii, international bool) bool {
	return !ascii && (!international && !isPrintable(word) || strings.Contains(word, "=?"))
}

// Lengths by RFC 2047, section 2.
const (
	maxEncodedWord = 75
	minEncodedWord = len("=?utf-8?q?" + "=F0=9F=92=A9" + "?=")
	wordOverhead   = len("=?utf-8?q?" + "?=")
)

// encodedTokens encodes text, so that what is mostly ASCII stays readable. A reader drops the spaces between the words.
func encodedTokens(gap, text string, room int) (list []token) {
	encode, cost := encodeQ, lengthQ
	if 2*octetsPastASCII(text) > len(text) {
		encode, cost = encodeB, lengthB
	}
	room = max(room, minEncodedWord)
	for text != "" {
		n := fitting(text, room-wordOverhead, cost)
		list = append(list, token{gap, encode(text[:n])})
		gap, text, room = " ", text[n:], maxEncodedWord
	}
	return list
}

func octetsPastASCII(s string) (n int) {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

// fitting is how many octets of text, in whole runes, cost at most room.
func fitting(text string, room int, cost func(string) int) (n int) {
	for n < len(text) {
		_, size := utf8.DecodeRuneInString(text[n:])
		if n > 0 && cost(text[:n+size]) > room {
			break
		}
		n += size
	}
	return n
}

func encodeB(s string) string {
	return "=?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte(s)) + "?="
}

func lengthB(s string) int { return base64.StdEncoding.EncodedLen(len(s)) }

// encodeQ uses only what is allowed in a phrase (RFC 2047, section 5), so a word is right in any place.
func encodeQ(s string) string {
	b := []byte("=?utf-8?q?")
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b = append(b, '_')
		case plainQ(c):
			b = append(b, c)
		default:
			b = append(b, '=', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		}
	}
	return string(append(b, "?="...))
}

func lengthQ(s string) (n int) {
	for i := range len(s) {
		if n++; !plainQ(s[i]) && s[i] != ' ' {
			n += 2
		}
	}
	return n
}

func plainQ(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("!*+-/", c) >= 0
}

// fold appends tokens to what stands in a line already, breaking at lineWish where it can.
func fold(b []byte, list []token) []byte {
	start := 0
	for i, t := range list {
		if i > 0 && len(b)-start+len(t.gap)+len(t.text) > lineWish {
			b = append(b, "\r\n"...)
			start = len(b)
		}
		b = append(append(b, t.gap...), t.text...)
	}
	return b
}
