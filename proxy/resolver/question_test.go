package resolver

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	label63 := strings.Repeat("a", 63)
	longest := strings.Repeat(label63+".", 3) + strings.Repeat("a", 61)
	for _, c := range []struct{ name, canonical string }{
		{"Example.ORG", "example.org"},
		{"example.org.", "example.org"},
		{"localhost", "localhost"},
		{"_dmarc.example.org", "_dmarc.example.org"},
		{"XN--BCHER-KVA.example", "xn--bcher-kva.example"},
		{"bücher.example", "xn--bcher-kva.example"},
		{"_dmarc.Bücher.example.", "_dmarc.xn--bcher-kva.example"},
		{label63 + ".org", label63 + ".org"},
		{longest, longest},
		{longest + ".", longest},
		{longest + "a", ""},
		{strings.Repeat("ü.", 10_000), ""},
		{label63 + "a.org", ""},
		{"", ""},
		{".", ""},
		{".example.org", ""},
		{"example..org", ""},
		{"example.org..", ""},
		{"exa mple.org", ""},
		{"exa\x00mple.org", ""},
		{"example.org\n", ""},
		{`exa\046mple.org`, ""},
		{"a@b.org", ""},
		{"[192.0.2.1]", ""},
		{"*.example.org", ""},
		{"\xff.example.org", ""},
		{"\ufffd.example.org", ""},
		{"a\u3002b.org", ""},
		{"\u200b.org", ""},
	} {
		if got, is := canonical(c.name); got != c.canonical || is != (c.canonical != "") {
			t.Errorf("%q: have %q, %v, want %q", c.name, got, is, c.canonical)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("example.org")
	f.Add("bücher.example")
	f.Add("a\u3002b")
	f.Fuzz(func(t *testing.T, name string) {
		got, is := canonical(name)
		if !is {
			return
		}
		if again, is := canonical(got); !is || again != got {
			t.Fatalf("%q becomes %q, and that %q, %v", name, got, again, is)
		}
		if _, err := newQuery(question{got, kinds[0]}).Pack(); err != nil {
			t.Fatalf("%q can't be asked: %v", got, err)
		}
	})
}
