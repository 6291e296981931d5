package senderdomain

import (
	"slices"
	"strings"
	"testing"
)

// places are the names that tests know.
var places = map[string]site{
	"mx.example":      {addrs: addresses("192.0.2.1")},
	"localhost":       {addrs: addresses("127.0.0.1", "::1")},
	"good.example":    {mx: exchangers("mx.example", "localhost")},
	"second.example":  {mx: exchangers("localhost", "mx.example", "none.example")},
	"own.example":     {addrs: addresses("2001:db8::1")},
	"loop.example":    {mx: exchangers("none.example", "localhost")},
	"quiet.example":   {mx: exchangers("."), addrs: addresses("192.0.2.1")},
	"quieter.example": {mx: exchangers(".", ".")},
	"dotted.example":  {mx: exchangers(".", "none.example")},
	"odd.example":     {mx: exchangers("a b.example", "")},
	"broken.example":  {err: errServfail},
	"unsure.example":  {mx: exchangers("none.example", "broken.example", "localhost")},
	"crowd.example":   {mx: exchangers(append(slices.Repeat([]string{"none.example"}, maxHosts), "mx.example")...)},
}

// What the client hears, what the auditor reads, and what DNS is asked.
const (
	mustResolve = "451 4.1.8 Sender domain must resolve"
	mustExist   = "550 5.1.8 Sender domain must have an MX or an address"

	noteNone  = "sender_domain.mx: Mail exchanger none.example must have an address"
	noteLocal = "sender_domain.mx: Mail exchanger localhost must not be at 127.0.0.1"
)

var findings = []struct {
	domain, answer string
	notes, asked   []string
}{
	{"good.example", "", nil, []string{"MX good.example", "mx.example"}},
	{"second.example", "", []string{noteLocal}, []string{"MX second.example", "localhost", "mx.example"}},
	{"own.example", "", nil, []string{"MX own.example", "own.example"}},
	{"none.example", mustExist,
		[]string{"sender_domain.missing: Sender domain must have an MX or an address"},
		[]string{"MX none.example", "none.example"}},
	{"localhost", "550 5.1.8 Sender domain must not be at 127.0.0.1",
		[]string{"sender_domain.missing: Sender domain must not be at 127.0.0.1"},
		[]string{"MX localhost", "localhost"}},
	{"loop.example", "550 5.1.8 Mail exchanger none.example must have an address",
		[]string{noteNone, noteLocal, "sender_domain.missing: Mail exchanger none.example must have an address"},
		[]string{"MX loop.example", "none.example", "localhost"}},
	{"quiet.example", "550 5.7.27 Sender address has null MX",
		[]string{"sender_domain.null_mx: quiet.example takes no mail"},
		[]string{"MX quiet.example"}},
	{"quieter.example", "550 5.7.27 Sender address has null MX",
		[]string{"sender_domain.null_mx: quieter.example takes no mail"},
		[]string{"MX quieter.example"}},
	{"dotted.example", "550 5.1.8 Mail exchanger . must be a host",
		[]string{"sender_domain.mx: Mail exchanger . must be a host", noteNone, "sender_domain.missing: Mail exchanger . must be a host"},
		[]string{"MX dotted.example", "none.example"}},
	{"odd.example", "550 5.1.8 Mail exchanger a b.example must be a host",
		[]string{"sender_domain.mx: Mail exchanger a b.example must be a host", "sender_domain.mx: Mail exchanger  must be a host",
			"sender_domain.missing: Mail exchanger a b.example must be a host"},
		[]string{"MX odd.example"}},
	{"broken.example", mustResolve, []string{"sender_domain.unresolved: resolver: SERVFAIL"}, []string{"MX broken.example"}},
	{"unsure.example", mustResolve,
		[]string{noteNone, "sender_domain.mx: resolver: SERVFAIL", noteLocal, "sender_domain.unresolved: resolver: SERVFAIL"},
		[]string{"MX unsure.example", "none.example", "broken.example", "localhost"}},
	{"crowd.example", "550 5.1.8 Mail exchanger none.example must have an address",
		append(slices.Repeat([]string{noteNone}, maxHosts), "sender_domain.mx: of 11 mail exchangers the first 10 were asked for",
			"sender_domain.missing: Mail exchanger none.example must have an address"),
		append([]string{"MX crowd.example"}, slices.Repeat([]string{"none.example"}, maxHosts)...)},
	{"[192.0.2.1]", "", nil, nil},
	{"[IPv6:fe80::1]", "550 5.1.8 Sender domain must not be at fe80::1",
		[]string{"sender_domain.missing: Sender domain must not be at fe80::1"}, nil},
	{"bücher.example", mustExist,
		[]string{"sender_domain.missing: Sender domain must have an MX or an address"},
		[]string{"MX bücher.example", "bücher.example"}},
}

func TestFindings(t *testing.T) {
	for _, test := range findings {
		w := &world{sites: places}
		o := mail(t, w, entry(t), "<u@"+test.domain+">")
		if o.failed != nil || o.answer != test.answer || !slices.Equal(o.notes, test.notes) || !slices.Equal(w.asked, test.asked) {
			t.Errorf("%s: %q, %v, notes %q, asked %q", test.domain, o.answer, o.failed, o.notes, w.asked)
		}
	}
}

// TestNoName: what DNS can't have isn't asked for; at the limits it is.
func TestNoName(t *testing.T) {
	label := strings.Repeat("a", 63)
	longest := strings.Join([]string{label, label, label, strings.Repeat("b", 61)}, ".")
	for domain, asked := range map[string]bool{
		label + ".example":        true,
		label + "a.example":       false,
		longest:                   true,
		"c." + longest[2:]:        true,
		"c." + longest[1:]:        false,
		"_under_score.example":    true,
		"xn--bcher-kva.example":   true,
		strings.Repeat("a.", 127): false,
	} {
		w := &world{sites: places}
		if !isName(domain) == asked {
			t.Errorf("%s: whether it is a name: %v", domain, !asked)
		}
		if strings.HasSuffix(domain, ".") {
			continue // no path has it
		}
		o := mail(t, w, entry(t), "<u@"+domain+">")
		if o.answer != mustExist || (len(w.asked) > 0) != asked {
			t.Errorf("%s: %q, asked %q", domain, o.answer, w.asked)
		}
	}
}

func TestNullReversePath(t *testing.T) {
	w := &world{sites: places}
	if o := mail(t, w, entry(t), "<>"); o.answer != "" || o.notes != nil || w.asked != nil {
		t.Errorf("%+v, asked %q", o, w.asked)
	}
}
