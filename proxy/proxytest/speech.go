package proxytest

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wildcard stands for any text within a line of the proxy's own.
const wildcard = "<...>"

// maxSpeech is the most bytes that one line says, repetitions included.
const maxSpeech = 1 << 30

// speech is what one line says.
type speech struct {
	unit  []byte
	times int
	parts [][]byte // of an own word with wildcards: the text around them; else nil
}

// bytes are the exact bytes; those of a speech with wildcards are never asked for.
func (s speech) bytes() []byte {
	if s.times == 1 {
		return s.unit
	}
	return bytes.Repeat(s.unit, s.times)
}

func (s speech) size() int { return len(s.unit) * s.times }

func parseSpeech(w way, text string, column int) (speech, *mistake) {
	if strings.HasPrefix(text, `"`) {
		return parseQuoted(text, column)
	}
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") || r != '\t' && unicode.IsControl(r) {
			return speech{}, mistakeAt(column+i, `a byte that can't be seen is written in quotes: %s`, quoted(text))
		}
	}
	said := speech{unit: []byte(text + "\r\n"), times: 1}
	if !strings.Contains(text, wildcard) {
		return said, nil
	}
	if !w.proxys() {
		at := column + strings.Index(text, wildcard)
		const only = `%s stands for the proxy's own words only, in PC and PS; to say it, quote the text: %s`
		return said, mistakeAt(at, only, wildcard, quoted(text))
	}
	said.parts = bytes.Split(said.unit, []byte(wildcard))
	return said, nil
}

// parseQuoted reads a Go string and, perhaps, how often it is said.
func parseQuoted(text string, column int) (speech, *mistake) {
	prefix, err := strconv.QuotedPrefix(text)
	if err != nil {
		const want = `want a Go string in double quotes, closed on its line, with \" for a quotation mark and \x00 for a byte; ` +
			`to say a text that begins with a quotation mark: %s`
		return speech{}, mistakeAt(column, want, quoted(text))
	}
	unit, _ := strconv.Unquote(prefix)
	said := speech{unit: []byte(unit), times: 1}
	rest := strings.TrimSpace(text[len(prefix):])
	if rest == "" {
		return said, nil
	}
	number, star := strings.CutPrefix(rest, "*")
	times, err := strconv.Atoi(strings.TrimSpace(number))
	switch {
	case !star:
		return said, mistakeAt(column+len(prefix), `want nothing behind the string but how often it is said: %s * 5000`, prefix)
	case err != nil || times < 1:
		return said, mistakeAt(column+len(prefix), `want a number from 1 behind *, have %q`, strings.TrimSpace(number))
	case times > maxSpeech/max(len(unit), 1):
		return said, mistakeAt(column+len(prefix), `want at most 1 GiB, have %d × %d bytes`, len(unit), times)
	}
	said.times = times
	return said, nil
}

// wordsOf writes b as the texts of lines: what parseSpeech reads.
func wordsOf(b []byte) []string {
	var texts []string
	for len(b) > 0 {
		one := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			one = b[:i+1]
		}
		texts = append(texts, wordOf(one))
		b = b[len(one):]
	}
	return texts
}

// wordOf writes bytes plainly where that says the same, else as a string.
func wordOf(b []byte) string {
	if text, ends := strings.CutSuffix(string(b), "\r\n"); ends && isPlain(text) {
		return text
	}
	return strconv.Quote(string(b))
}

// isPlain tells whether a text of the proxy's, written as it is, is read as it is.
func isPlain(text string) bool {
	if text == "" {
		return true
	}
	if isDirection(text) || strings.Contains(text, wildcard) || text[0] == '"' {
		return false
	}
	kept, bad := textOf(wayPC, " "+text)
	if bad != nil || kept != text {
		return false
	}
	_, bad = parseSpeech(wayPC, text, 1)
	return bad == nil
}
