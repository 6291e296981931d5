package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// beforeN is how each line begins.
var beforeN = fmt.Sprintf(`{"v":%d,"n":`, Version)

// encoder makes lines of events, one at a time.
type encoder struct {
	out  bytes.Buffer
	json *json.Encoder
}

func newEncoder() any {
	e := &encoder{}
	e.json = json.NewEncoder(&e.out)
	e.json.SetEscapeHTML(false) // paths stand in angle brackets
	return e
}

// encode returns what stands behind n in the line of an event, with its line end, until the next call.
func (c *encoder) encode(e *Event) []byte {
	c.out.Reset()
	if err := c.json.Encode(NewLine(e)); err != nil {
		panic("journal: " + err.Error()) // all values that a Line can have are values of JSON
	}
	return escape(c.out.Bytes()[len(beforeN)+len("0"):])
}

// escape writes as \u what must not reach the terminal of one who reads the file as it is, and what JSON has not escaped: DEL, the C1
// controls and the characters that turn the direction of writing. In JSON they can stand in strings only.
func escape(line []byte) []byte {
	if isASCII(line) || !bytes.ContainsFunc(line, isHarmful) {
		return line
	}
	var b strings.Builder
	for _, r := range string(line) {
		if isHarmful(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return []byte(b.String())
}

// isASCII tells whether there is nothing to escape at first glance.
func isASCII(line []byte) bool {
	for _, c := range line {
		if c >= 0x7f {
			return false
		}
	}
	return true
}

func isHarmful(r rune) bool {
	return r >= 0x7f && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
}
