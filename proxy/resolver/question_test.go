package resolver

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	label63 := strings.Repeat("a", 63)
	longest := strings.Repeat(label63+".", 3) + strings.Repeat("a", 61)
	for _, c := range []struct{ name, canonical, fault string }{
		{"Example.ORG", "example.org", ""},
		{"example.org.", "example.org", ""},
		{"localhost", "localhost", ""},
		{"_dmarc.example.org", "_dmarc.example.org", ""},
		{"XN--BCHER-KVA.example", "xn--bcher-kva.example", ""},
		{"bücher.example", "xn--bcher-kva.example", ""},
		{"_dmarc.Bücher.example.", "_dmarc.xn--bcher-kva.example", ""},
		{label63 + ".org", label63 + ".org", ""},
		{longest, longest, ""},
		{longest + ".", longest, ""},
		{longest + "a", "", "too long"},
		{strings.Repeat("ü.", 10_000), "", "too long"},
		{label63 + "a.org", "", "a label of more than 63 bytes"},
		{"", "", "an empty label"},
		{".", "", "an empty label"},
		{".example.org", "", "an empty label"},
		{"example..org", "", "an empty label"},
		{"example.org..", "", "an empty label"},
		{"exa mple.org", "", "it holds ' '"},
		{"exa\x00mple.org", "", `it holds '\x00'`},
		{"example.org\n", "", `it holds '\n'`},
		{`exa\046mple.org`, "", `it holds '\\'`},
		{"a@b.org", "", "it holds '@'"},
		{"[192.0.2.1]", "", "it holds '['"},
		{"*.example.org", "", "it holds '*'"},
		{"\xff.example.org", "", "not UTF-8"},
		{"\ufffd.example.org", "", "idna: "},
		{"a\u3002b.org", "", "stands for a dot"},
		{"\u200b.org", "", ""},
	} {
		got, err := canonical(c.name)
		switch {
		case got != c.canonical:
			t.Errorf("%q: have %q, want %q", c.name, got, c.canonical)
		case (err == nil) != (c.canonical != ""):
			t.Errorf("%q: have the error %v", c.name, err)
		case err != nil && (!strings.Contains(err.Error(), c.fault) || len(err.Error()) > 500):
			t.Errorf("%q: have %q, want %q in it", c.name, err, c.fault)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("example.org")
	f.Add("bücher.example")
	f.Add("a\u3002b")
	f.Fuzz(func(t *testing.T, name string) {
		got, err := canonical(name)
		if err != nil {
			return
		}
		if again, err := canonical(got); err != nil || again != got {
			t.Fatalf("%q becomes %q, and that %q, %v", name, got, again, err)
		}
		if _, err := newQuery(question{got, kinds[0]}).Pack(); err != nil {
			t.Fatalf("%q can't be asked: %v", got, err)
		}
	})
}
