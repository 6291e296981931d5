package message

import (
	"encoding/base64"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// decode makes a value readable: unfolded, encoded words decoded, cleaned. The time it takes is linear in the
// value's length, whatever a stranger has put there.
func decode(value string) string {
	value = strings.Trim(unfold(Cut(value, MaxValue)), " \t\r\n")
	if strings.Contains(value, "=?") {
		value = decodeWords(value)
	}
	return strings.Trim(Clean(value), " ")
}

// decodeWords decodes encoded words (RFC 2047) wherever they stand, also in quotes, as many readers do. One in an unknown
// charset stays as it is written.
func decodeWords(v string) string { return new(wordDecoder).decode(v) }

// decodeAllWords takes an unknown charset for windows-1252, as far as it is ASCII like nearly all.
func decodeAllWords(v string) string { return (&wordDecoder{all: true}).decode(v) }

func (d *wordDecoder) decode(v string) string {
	d.out.Grow(len(v))
	for {
		start := strings.Index(v, "=?")
		if start < 0 {
			break
		}
		w, ok := cutWord(v[start:])
		if !ok || !d.knows(w.charset) {
			start += max(w.length, len("=?"))
			d.text(v[:start])
			v = v[start:]
			continue
		}
		if !d.adjacent || strings.Trim(v[:start], " \t") != "" {
			d.text(v[:start])
		}
		d.word(w)
		v = v[start+w.length:]
	}
	d.text(v)
	d.flush()
	return d.out.String()
}

// encodedWord is =?charset?encoding?text?=.
type encodedWord struct {
	charset string
	base64  bool
	text    string
	length  int // of it all
}

// cutWord reads the encoded word with which s begins. It looks no further than the third '?' behind the first.
func cutWord(s string) (w encodedWord, ok bool) {
	const longestCharset = 64
	charset, rest, _ := strings.Cut(s[len("=?"):], "?")
	charset, _, _ = strings.Cut(charset, "*") // a language (RFC 2231, section 5)
	if charset == "" || len(charset) > longestCharset || len(rest) < 2 || rest[1] != '?' {
		return w, false
	}
	text, behind, _ := strings.Cut(rest[2:], "?")
	how := lower(rest[0])
	if how != 'b' && how != 'q' || !strings.HasPrefix(behind, "=") {
		return w, false
	}
	return encodedWord{charset, how == 'b', text, len(s) - len(behind) + 1}, true
}

// wordDecoder gathers the text. Octets of adjacent words are put together before they become characters, because
// many writers cut a character in two.
type wordDecoder struct {
	out      strings.Builder
	charset  string // of octets
	encoding encoding.Encoding
	octets   []byte
	adjacent bool // the last was a word
	all      bool // in unknown charsets too
}

// knows tells whether a charset is known, and makes it that of the octets to come.
func (d *wordDecoder) knows(charset string) bool {
	if strings.EqualFold(charset, d.charset) {
		return true
	}
	e, err := htmlindex.Get(charset)
	if err != nil && d.all {
		e, err = htmlindex.Get("windows-1252")
	}
	if err != nil {
		return false
	}
	d.flush()
	d.charset, d.encoding = charset, e
	return true
}

func (d *wordDecoder) text(s string) {
	if s == "" {
		return
	}
	d.flush()
	d.out.WriteString(s)
	d.adjacent = false
}

func (d *wordDecoder) word(w encodedWord) {
	if w.base64 {
		d.octets = appendBase64(d.octets, w.text)
	} else {
		d.octets = appendQ(d.octets, w.text)
	}
	d.adjacent = true
}

// flush makes characters of the octets. What isn't of the charset is cleaned later.
func (d *wordDecoder) flush() {
	if len(d.octets) == 0 {
		return
	}
	characters, err := d.encoding.NewDecoder().Bytes(d.octets)
	if err != nil {
		characters = d.octets
	}
	d.out.Write(characters)
	d.octets = d.octets[:0]
}

// appendBase64 decodes leniently: padding may be missing, other octets are skipped.
func appendBase64(b []byte, s string) []byte {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && strings.IndexByte(alphabet, byte(r)) >= 0 {
			return r
		}
		return -1
	}, s)
	if len(s)%4 == 1 {
		s = s[:len(s)-1]
	}
	b, _ = base64.RawStdEncoding.AppendDecode(b, []byte(s))
	return b
}

// appendQ decodes the Q encoding (RFC 2047, section 4.2); an '=' without two digits stands for itself.
func appendQ(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			b = append(b, ' ')
		case c == '=' && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0:
			b = append(b, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return b
}

// hex is the value of a digit, or -1.
func hex(c byte) int {
	switch c = lower(c); {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
