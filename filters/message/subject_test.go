package message

import (
	"strings"
	"testing"
)

func TestPrefixSubject(t *testing.T) {
	word := "=?iso-8859-1?q?f=FCr?="
	for _, c := range []struct{ name, prefix, header, want string }{
		{"plain", "[x] ", "Subject: a\r\n", "Subject: [x] a\r\n"},
		{"there already", "[x] ", "Subject: [x] a\r\n", "Subject: [x] a\r\n"},
		{"there already, encoded", "[x] ", "Subject: =?utf-8?q?=5Bx=5D_a?=\r\n", "Subject: =?utf-8?q?=5Bx=5D_a?=\r\n"},
		{"later in the text", "[x] ", "Subject: Re: [x] a\r\n", "Subject: [x] Re: [x] a\r\n"},
		{"no subject", "[x] ", "A: b\r\n", "A: b\r\nSubject: [x]\r\n"},
		{"empty subject", "[x] ", "Subject:\r\n", "Subject: [x]\r\n"},
		{"blank subject", "[x] ", "Subject:  \r\n", "Subject: [x]\r\n"},
		{"only the prefix", "[x] ", "Subject: [x]\r\n", "Subject: [x]\r\n"},
		{"encoded subject", "[x] ", "Subject: " + word + "\r\n", "Subject: [x] " + word + "\r\n"},
		{"encoded subject, glued", "[x]", "Subject: " + word + "\r\n", "Subject: =?utf-8?q?=5Bx=5D?= " + word + "\r\n"},
		{"encoded both", "ü ", "Subject: " + word + "\r\n", "Subject: =?utf-8?b?w7wg?= " + word + "\r\n"},
		{"encoded prefix", "ü ", "Subject: a\r\n", "Subject: =?utf-8?b?w7w=?= a\r\n"},
		{"given encoded", "=?utf-8?q?=C3=BC?= ", "Subject: a\r\n", "Subject: =?utf-8?b?w7w=?= a\r\n"},
		{"glued", "x", "Subject: a\r\n", "Subject: xa\r\n"},
		{"tight", "[x] ", "Subject:a\r\n", "Subject: [x] a\r\n"},
		{"odd name", "[x] ", "SUBJECT : a\r\n", "SUBJECT: [x] a\r\n"},
		{"fold at the start", "[x] ", "Subject:\r\n a\r\n", "Subject: [x]\r\n a\r\n"},
		{"fold keeps its place", "[x] ", "Subject: a\r\n\tb\r\n", "Subject: [x] a\r\n\tb\r\n"},
		{"long line", "[x] ", "Subject: " + strings.Repeat("a", 66) + "\r\n", "Subject: [x]\r\n " + strings.Repeat("a", 66) + "\r\n"},
		{"not so long line", "[x] ", "Subject: " + strings.Repeat("a", 65) + "\r\n", "Subject: [x] " + strings.Repeat("a", 65) + "\r\n"},
		{"longest line", "x", "Subject: " + strings.Repeat("a", 989) + "\r\n", "Subject: x\r\n " + strings.Repeat("a", 989) + "\r\n"},
		{"two subjects", "[x] ", "Subject: a\r\nSubject: b\r\n", "Subject: [x] a\r\nSubject: [x] b\r\n"},
		{"no injection", "a\r\nBcc: b ", "Subject: c\r\n", "Subject: a??Bcc: b c\r\n"},
		{"looks encoded", "=?utf-8?q?=3D=3Fx=3F?= ", "Subject: a\r\n", "Subject: =?utf-8?q?=3D=3Fx=3F?= a\r\n"},
		{"nothing", " ", "Subject: c\r\n", "Subject: c\r\n"},
		{"no last line end", "[x] ", "Subject: c", "Subject: [x] c"},
	} {
		m := parse(t, c.header)
		for range 2 { // the second time nothing changes
			m.Header.PrefixSubject(c.prefix)
			if got := string(WireHeader(m)); got != c.want || m.Header.err != nil {
				t.Errorf("%s: became %q, want %q, error %v", c.name, got, c.want, m.Header.err)
			}
		}
	}
}
