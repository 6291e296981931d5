package proxytest

import (
	"bytes"
	"strings"
	"testing"
)

// Whatever an editor puts before a transcript and at the ends of its lines, it is played, and rewritten, as it is.
func TestEditors(t *testing.T) {
	const text = "# A dialogue.\nS:  220 mx\nCP: HELO a\nPC: 250 sure\nSP: 250 mx\n\n-- client --\n# ours\n192.0.2.5\n-- dns --\na.example A 192.0.2.1\n-- gatepost.hcl --\n" + defaultConfig
	const want = "# A dialogue.\nS:  220 mx\nC:  HELO a\nS:  250 mx\n\n-- client --"
	for _, mark := range []string{"", byteOrderMark} {
		for _, end := range []string{"\n", "\r\n"} {
			written := func(s string) []byte { return []byte(mark + strings.ReplaceAll(s, "\n", end)) }
			script, err := Parse("t.txt", written(text))
			if err != nil {
				t.Fatalf("%q %q: %v", mark, end, err)
			}
			if script.Title != "A dialogue." {
				t.Errorf("%q %q: the title is %q", mark, end, script.Title)
			}
			have, err := Update(script, FromConfig(nil))
			if err != nil || !bytes.HasPrefix(have, written(want)) {
				t.Errorf("%q %q: have %v\n%q", mark, end, err, have)
			}
		}
	}
}
