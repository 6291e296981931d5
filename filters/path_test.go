package filters

import (
	"strings"
	"testing"
)

// rebuilt makes a mailbox of a local part and a domain, quoted where it must be.
func rebuilt(local, domain string) string {
	for _, atom := range strings.Split(local, ".") {
		if atom == "" || strings.ContainsFunc(atom, func(r rune) bool { return r < 0x80 && !isAtext(byte(r)) }) {
			local = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(local) + `"`
			break
		}
	}
	if domain == "" {
		return local
	}
	return local + "@" + domain
}

// TestPathsTaken reads arguments of RCPT with SMTPUTF8 in force.
func TestPathsTaken(t *testing.T) {
	for _, test := range []struct{ arg, text, mailbox, local, domain string }{
		{"TO:<u@d>", "<u@d>", "u@d", "u", "d"},
		{"to:<U@Example.ORG>", "<U@Example.ORG>", "U@Example.ORG", "U", "Example.ORG"},
		{"TO:<a.b.c@d.example>", "<a.b.c@d.example>", "a.b.c@d.example", "a.b.c", "d.example"},
		{"TO:<!#$%&'*+-/=?^_`{|}~@d>", "<!#$%&'*+-/=?^_`{|}~@d>", "!#$%&'*+-/=?^_`{|}~@d", "!#$%&'*+-/=?^_`{|}~", "d"},
		{"TO:<postmaster>", "<postmaster>", "postmaster", "postmaster", ""},
		{"TO:<PostMaster>", "<PostMaster>", "PostMaster", "PostMaster", ""},
		{"TO:<Postmaster@d>", "<Postmaster@d>", "Postmaster@d", "Postmaster", "d"},
		{"TO:<@a:u@d>", "<@a:u@d>", "u@d", "u", "d"},
		{"TO:<@host2,@host3:user4@host4>", "<@host2,@host3:user4@host4>", "user4@host4", "user4", "host4"},
		{"TO:<@[192.0.2.1]:u@d>", "<@[192.0.2.1]:u@d>", "u@d", "u", "d"},
		{`TO:<"john doe"@d>`, `<"john doe"@d>`, `"john doe"@d`, "john doe", "d"},
		{`TO:<"a\"\\\@b"@d>`, `<"a\"\\\@b"@d>`, `"a\"\\\@b"@d`, `a"\@b`, "d"},
		{`TO:<"a@b>c"@d>`, `<"a@b>c"@d>`, `"a@b>c"@d`, "a@b>c", "d"},
		{`TO:<""@d>`, `<""@d>`, `""@d`, "", "d"},
		{"TO:<u@[192.0.2.1]>", "<u@[192.0.2.1]>", "u@[192.0.2.1]", "u", "[192.0.2.1]"},
		{"TO:<u@[IPv6:2001:db8::1]>", "<u@[IPv6:2001:db8::1]>", "u@[IPv6:2001:db8::1]", "u", "[IPv6:2001:db8::1]"},
		{"TO:<u@[ipv6:::ffff:192.0.2.1]>", "<u@[ipv6:::ffff:192.0.2.1]>", "u@[ipv6:::ffff:192.0.2.1]", "u", "[ipv6:::ffff:192.0.2.1]"},
		{"TO:<u@[x-tag:any>thing@]>", "<u@[x-tag:any>thing@]>", "u@[x-tag:any>thing@]", "u", "[x-tag:any>thing@]"},
		{"TO:<u@192.0.2.1>", "<u@192.0.2.1>", "u@192.0.2.1", "u", "192.0.2.1"},
		{"TO:<u@web_01.example>", "<u@web_01.example>", "u@web_01.example", "u", "web_01.example"},
		{"TO:<u@_x>", "<u@_x>", "u@_x", "u", "_x"},
		{"TO:<u@xn--bcher-kva.example>", "<u@xn--bcher-kva.example>", "u@xn--bcher-kva.example", "u", "xn--bcher-kva.example"},
		{"TO:<jürgen@bücher.example>", "<jürgen@bücher.example>", "jürgen@bücher.example", "jürgen", "bücher.example"},
		{`TO:<"jürgen k"@d>`, `<"jürgen k"@d>`, `"jürgen k"@d`, "jürgen k", "d"},
		{"TO:<=?utf-8?q?u=40x?=@d>", "<=?utf-8?q?u=40x?=@d>", "=?utf-8?q?u=40x?=@d", "=?utf-8?q?u=40x?=", "d"},
		{"TO:<" + strings.Repeat("a", 300) + "@d>", "<" + strings.Repeat("a", 300) + "@d>", strings.Repeat("a", 300) + "@d", strings.Repeat("a", 300), "d"},
	} {
		p, err := ParseRecipient(test.arg, true)
		if err != nil {
			t.Errorf("%s: %v", test.arg, err)
			continue
		}
		got := [...]string{p.String(), p.Mailbox(), p.Local(), p.Domain(), p.Original()}
		if want := [...]string{test.text, test.mailbox, test.local, test.domain, test.text}; got != want {
			t.Errorf("%s:\n got %q\nwant %q", test.arg, got, want)
		}
		if p.Null() || p.Accepted() || Rewritten(p) {
			t.Errorf("%s: null %v, accepted %v, rewritten %v, want none", test.arg, p.Null(), p.Accepted(), Rewritten(p))
		}
	}
}

func TestNullPath(t *testing.T) {
	p, err := ParseSender("FROM:<> SIZE=10")
	if err != nil || !p.Null() || p.String() != "<>" || p.Mailbox()+p.Local()+p.Domain() != "" || p.Original() != "<>" {
		t.Errorf("%v, %v", p, err)
	}
	if zero := (Path{}); zero.Null() || zero.String()+zero.Mailbox()+zero.Local()+zero.Domain()+zero.Original() != "" {
		t.Errorf("the zero Path is %q", zero)
	}
}

func TestParsePath(t *testing.T) {
	for s, want := range map[string]string{
		"u@d": "<u@d>", "<u@d>": "<u@d>", "<>": "<>", "postmaster": "<postmaster>", "<@a:u@d>": "<@a:u@d>",
		`"a b"@d`: `<"a b"@d>`, "jürgen@d": "<jürgen@d>",
	} {
		p, err := ParsePath(s)
		if err != nil || p.String() != want || p.Original() != s {
			t.Errorf("%q: %q of %q, %v; want %q", s, p.String(), p.Original(), err, want)
		}
	}
	for _, s := range []string{"", "@a:u@d", "u", "<u@d", "u@d>", "<u@d> ", "<u@d> SIZE=1", "u@d SIZE=1", "u@d> SIZE=1", "\xff@d", "u@d.", "u@d\r\n"} {
		if p, err := ParsePath(s); err == nil || p != (Path{}) {
			t.Errorf("%q: %v, %v; want an error", s, p, err)
		}
	}
}
