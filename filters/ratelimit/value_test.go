package ratelimit

import (
	"testing"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"github.com/gatepost-mail/gatepost/filters"
)

// What the tables make of a letter beyond ASCII is the letter, and it joins with none before it: so no two names of such letters are one.
func TestUnmistakable(t *testing.T) {
	for r := rune(0x80); r <= 0x10ffff; r++ {
		if isOther(r) || fold(string(r)) != string(r) {
			continue
		}
		if p := norm.NFKC.PropertiesString(string(r)); !norm.NFKC.IsNormalString(string(r)) || !p.BoundaryBefore() || p.CCC() != 0 {
			t.Errorf("%U %c has other forms", r, r)
		}
		mapped, err := idna.New(idna.MapForLookup(), idna.BidiRule()).ToUnicode(string(r))
		if err != nil || mapped != string(r) {
			t.Errorf("%U %c becomes %q, %v", r, r, mapped, err)
		}
	}
}

// However a domain is written, it has one bucket, or one of all that are written oddly.
func TestSpellings(t *testing.T) {
	for domain, want := range map[string]string{
		"EXAMPLE.org":                            "example.org",
		"\uff45xample.org":                       "?", // full width
		"exam\u00adple.org":                      "?", // a soft hyphen
		"exam\u200bple.org":                      "?", // a space of no width
		"bu\u0308cher.example":                   "?", // u and its accent
		"\U0001d41example.org":                   "?",
		"B\u00dcCHER.example":                    "b\u00fccher.example",
		"stra\u00dfe.example":                    "?", // to some it is strasse
		"\u043f\u043e\u0447\u0442\u0430.example": "\u043f\u043e\u0447\u0442\u0430.example",
		"[192.0.2.1]":                            "[192.0.2.1]",
		"[IPv6:2001:db8::1]":                     "[2001:db8::1]",
		"[ipv6:2001:DB8:0:0::1]":                 "[2001:db8::1]",
		"[IPv6:2001:0db8:0::0001]":               "[2001:db8::1]",
		"[IPv6:2001:db8::0.0.0.1]":               "[2001:db8::1]",
		"[IPv6:::ffff:192.0.2.1]":                "[192.0.2.1]",
		"[X-Tag:Text]":                           "[x-tag:text]",
	} {
		p, err := filters.ParsePath("<u@" + domain + ">")
		if err != nil {
			t.Error(domain, err)
			continue
		}
		l := &limiter{key: "sender.domain", count: "messages"}
		if have := l.bucket(facts{from: p}).key; have != "messages sender.domain "+want {
			t.Errorf("%q: have %q", domain, have)
		}
		l = &limiter{key: "recipient", count: "messages"}
		if have := l.bucket(facts{to: p}).key; have != "messages recipient u@"+want {
			t.Errorf("%q: have %q", domain, have)
		}
	}
}
