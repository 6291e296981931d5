package message

import (
	"slices"
	"strings"
	"testing"
)

func TestGet(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{" plain", "plain"},
		{"", ""},
		{"tight", "tight"},
		{" \t spaces around \t", "spaces around"},
		{" two  spaces", "two  spaces"},
		{" a\r\n b", "a b"},
		{" a\r\n\tb", "a b"},
		{"\r\n at the start", "at the start"},
		{" a\r\n \r\n b", "a  b"},
		{" a\n b", "a b"},
		{" a\rb", "a?b"},
		{" a\x00\x1b[31mb", "a??[31mb"},
		{" a\u202eb\u2028", "a?b?"},
		{" f\xfcr", "f?r"},
		{" für", "für"},
		{" =?utf-8?q?f=C3=BCr?=", "für"},
		{" =?UTF-8?B?ZsO8cg==?=", "für"},
		{" =?UTF-8?B?ZsO8cg?=", "für"},
		{" =?iso-8859-1?Q?f=FCr_alle?=", "für alle"},
		{" =?iso-8859-1*de?Q?f=FCr?=", "für"},
		{" =?koi8-r?B?0NLJ18XU?=", "привет"},
		{" =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"},
		{" =?utf-8?q?a?= =?utf-8?q?b?=", "ab"},
		{" =?utf-8?q?a?=\r\n =?iso-8859-1?q?=FC?=", "aü"},
		{" =?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"},
		{" =?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"},
		{" =?utf-8?q?=C3?= =?iso-8859-1?q?=BC?=", "?¼"},
		{" x=?utf-8?q?a?=y", "xay"},
		{` "=?utf-8?q?J=C3=B6rg?=" <j@x>`, `"Jörg" <j@x>`},
		{" =?utf-8?q?a=0D=0ABcc:_x?=", "a??Bcc: x"},
		{" =?utf-8?q?=zz=?=", "=zz="},
		{" =?utf-8?q??=", ""},
		{" =?utf-8?q?_a_?=", "a"},
		{" =?nonsense?q?a?= b", "=?nonsense?q?a?= b"},
		{" =?utf-8?x?a?=", "=?utf-8?x?a?="},
		{" =?utf-8?q?a", "=?utf-8?q?a"},
		{" =?utf-8?q?a?b?=", "=?utf-8?q?a?b?="},
		{" =?=?utf-8?q?a?=", "=?a"},
		{" =?utf-8?q", "=?utf-8?q"},
		{" =?", "=?"},
		{" =?" + strings.Repeat("u", 65) + "?q?a?=", "=?" + strings.Repeat("u", 65) + "?q?a?="},
	} {
		m := parse(t, "Subject:"+c.raw+"\r\nTo: x\r\n\r\n")
		if got := m.Header.Get("subject"); got != c.want {
			t.Errorf("Get of %q = %q, want %q", c.raw, got, c.want)
		}
		if got := m.Header.Raw("SUBJECT"); !slices.Equal(got, []string{c.raw}) {
			t.Errorf("Raw of %q = %q", c.raw, got)
		}
	}
}

func TestValues(t *testing.T) {
	h := parse(t, "A: 1\r\nB: 2\r\na : =?utf-8?q?3?=\r\n 4\r\n\r\nA: 5\r\n").Header
	if got := h.Values("A"); !slices.Equal(got, []string{"1", "3 4"}) {
		t.Errorf("Values = %q", got)
	}
	if got := h.Raw("A"); !slices.Equal(got, []string{" 1", " =?utf-8?q?3?=\r\n 4"}) {
		t.Errorf("Raw = %q", got)
	}
	if h.Get("C") != "" || h.Values("C") != nil || h.Raw("C") != nil {
		t.Error("a field that isn't there has values")
	}
}

// Names are matched without case in ASCII only: U+017F and U+212A fold to s and k by Unicode's rules.
func TestNamesAreASCII(t *testing.T) {
	h := parse(t, "\u017fubject: a\r\n\u212aeywords: b\r\n\r\n").Header
	if h.Get("Subject") != "" || h.Get("Keywords") != "" {
		t.Error("a look-alike is taken for the name")
	}
}

// Stuffing is taken out of what a filter sees, also where a lazy client did not double the dot.
func TestStuffedValues(t *testing.T) {
	m := stuffedMessage(t, "..A: 1\r\n.B: 2\r\n. fold\r\nC: 3\r\n.\t.x\r\n\r\n..body\r\n.lazy\r\n")
	h := m.Header
	if got := h.Names(); !slices.Equal(got, []string{".A", "B", "C"}) {
		t.Errorf("names %q", got)
	}
	if h.Get("B") != "2 fold" || h.Get("C") != "3 .x" || h.Raw("C")[0] != " 3\r\n\t.x" {
		t.Errorf("B = %q, C = %q, raw %q", h.Get("B"), h.Get("C"), h.Raw("C"))
	}
	if got, want := read(t, m), ".A: 1\r\nB: 2\r\n fold\r\nC: 3\r\n\t.x\r\n\r\n.body\r\nlazy\r\n"; got != want {
		t.Errorf("Reader gives %q, want %q", got, want)
	}
}

// What a stranger writes costs time in proportion to its length: each is a header block at its limit.
func BenchmarkHostileValues(b *testing.B) {
	for name, piece := range map[string]string{
		"starts":       "=?",
		"no end":       "=?a?q?x",
		"words":        "=?utf-8?q?a?=",
		"split words":  "=?utf-8?q?a?= ",
		"charsets":     "=?koi8-r?q?a?==?iso-2022-jp?q?a?=",
		"unknown":      "=?x?q?a?=",
		"equal signs":  "=?utf-8?q?=",
		"question":     "?",
		"folds":        "\r\n ",
		"base64":       "=?utf-8?b?QUFB?=",
		"junk, base64": "=?utf-8?b?\xff\xff\xff",
	} {
		b.Run(name, func(b *testing.B) {
			value := strings.Repeat(piece, MaxValue/len(piece))
			b.SetBytes(int64(len(value)))
			b.ReportAllocs()
			for b.Loop() {
				decode(value)
			}
		})
	}
}
