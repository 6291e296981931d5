package main

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// clue is how many bytes of a secret, or of its base64, give it away.
const clue = 8

// hunt finds secrets in texts, however they are spelt there: in any case, escaped, and in base64, hexadecimal digits or percent signs,
// one within the other.
type hunt struct{ clues map[[clue]byte]string } // in small letters; the secret that each is of

func newHunt(secrets ...string) *hunt {
	h := &hunt{clues: map[[clue]byte]string{}}
	for _, secret := range secrets {
		h.add(secret, secret)
		for before := range 3 { // base64 has three spellings of a text, by what stands before it
			spelt := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
			whole := spelt[(before*8+5)/6 : (before+len(secret))*8/6]
			h.add(whole, secret)
			h.add(strings.NewReplacer("+", "-", "/", "_").Replace(whole), secret)
		}
		if raw, err := base64.StdEncoding.DecodeString(secret); err == nil {
			h.add(string(raw), secret) // what a server makes of a secret in the place of its base64
		}
	}
	return h
}

func (h *hunt) add(text, of string) {
	small := smallLetters(text)
	for i := 0; i+clue <= len(small); i++ {
		h.clues[[clue]byte(small[i:])] = of
	}
}

// smallLetters leaves octets alone that are no letters of ASCII.
func smallLetters(text string) []byte {
	small := []byte(text)
	for i, b := range small {
		if 'A' <= b && b <= 'Z' {
			small[i] = b + 'a' - 'A'
		}
	}
	return small
}

// find is the first secret in a text with what it stands in, both "" if there is none.
func (h *hunt) find(text string) (secret, place string) {
	for _, reading := range readings(text, 3) {
		small := smallLetters(reading)
		for i := 0; i+clue <= len(small); i++ {
			if secret, found := h.clues[[clue]byte(small[i:])]; found {
				return secret, reading[max(0, i-200):min(len(reading), i+200)]
			}
		}
	}
	return "", ""
}

// readings are a text and what it may stand for.
func readings(text string, depth int) []string {
	all := []string{text}
	if depth == 0 {
		return all
	}
	for _, other := range append([]string{unescaped(text), unpercented(text)}, decoded(text)...) {
		if other != text {
			all = append(all, readings(other, depth-1)...)
		}
	}
	return all
}

// unescaped takes back the escapes of JSON and of Go.
func unescaped(text string) string {
	var b strings.Builder
	for rest := text; rest != ""; {
		char, multi, tail, err := strconv.UnquoteChar(rest, 0)
		switch {
		case err != nil:
			b.WriteByte(rest[0])
			rest = rest[1:]
			continue
		case multi:
			b.WriteRune(char)
		default:
			b.WriteByte(byte(char))
		}
		rest = tail
	}
	return b.String()
}

func unpercented(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if i+3 <= len(text) && text[i] == '%' {
			if char, err := url.PathUnescape(text[i : i+3]); err == nil {
				b.WriteString(char)
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// decoded are the readings of what may be base64 or hexadecimal, each from every place at which it may begin. What isn't text is read no
// further, so it is left out unless it has a beginning of text in it.
func decoded(text string) (all []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune(sixBits, r) }) {
		word = strings.NewReplacer("-", "+", "_", "/").Replace(word)
		for from := range min(4, len(word)) {
			some := word[from:]
			raw, _ := base64.RawStdEncoding.DecodeString(some[:len(some)&^3])
			all = appendText(all, raw)
			digits, _ := hex.DecodeString(some) // as far as it is
			all = appendText(all, digits)
		}
	}
	return all
}

const sixBits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"

func appendText(all []string, raw []byte) []string {
	for i, n := 0, 0; i < len(raw); i++ {
		if n++; raw[i] < ' ' || raw[i] > '~' {
			n = 0
		}
		if n == clue {
			return append(all, string(raw))
		}
	}
	return all
}

// What the hunt is for is found in each spelling, in the middle of other things.
func TestHuntFinds(t *testing.T) {
	const secret = "Sesam0+Zebra/77"
	h := newHunt(secret, "7300194628145093")
	to64 := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, text := range []string{
		secret, strings.ToUpper(secret), strings.ToLower(secret), secret[3 : 3+clue],
		to64(secret), to64("x" + secret), to64("xy\x00" + secret + "z"), strings.ToUpper(to64(secret)), to64(to64("\x00alice\x00" + secret)),
		base64.RawURLEncoding.EncodeToString([]byte(secret + "??>>")),
		hex.EncodeToString([]byte(secret)), strings.ToUpper(hex.EncodeToString([]byte("xy" + secret))), to64(hex.EncodeToString([]byte(secret))),
		url.QueryEscape(secret), url.QueryEscape(to64(secret)), "%53%65%73%61%6D%30%2B%5A%65",
		`Se\u0073am0\x2bZebra`, strconv.Quote(to64(secret)), `{"arg":"Sesam0+\u005aebra"}`,
		"\xef\x7d\x34\xd7\xde\x3a\xdb\xcd\x78\xe7\x4f\x77", // the second secret, taken for base64
	} {
		for _, around := range []string{"", "arg=", "AUTH PLAIN ", "\n{\"v\":1,\"arg\":\"", "a", "ab", "abc"} {
			if found, _ := h.find(around + text + "\" text"); found == "" {
				t.Errorf("not found in %q", around+text)
			}
		}
	}
	for _, text := range []string{"", "AUTH PLAIN ***", "Sesam and Zebra", "535 5.7.8 no", to64("alice"), strings.Repeat("0123456789abcdef", 8)} {
		if found, place := h.find(text); found != "" {
			t.Errorf("%q found in %q: %q", found, text, place)
		}
	}
}
