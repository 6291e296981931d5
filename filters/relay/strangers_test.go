package relay

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// strangers is what a client that may not relay hears to each path.
var strangers = []struct{ path, want string }{
	{"<u@example.org>", ""},
	{"<U@EXAMPLE.org>", ""},
	{"<u@example.net>", ""},
	{"<postmaster>", ""},
	{"<Postmaster>", ""},
	{"<u@[192.0.2.25]>", ""},
	{`<"john doe"@example.org>`, ""},
	{"<jürgen@example.org>", ""},
	{"<u@bücher.example>", ""},
	{"<u@xn--bcher-kva.example>", ""},
	{"<what?=no@example.org>", ""},

	{"<ribaudo@katamail.com>", denied("<ribaudo@katamail.com>")},
	{"<postmaster@katamail.com>", denied("<postmaster@katamail.com>")},

	// look-alikes of a local domain
	{"<u@sub.example.org>", denied("<u@sub.example.org>")},
	{"<u@notexample.org>", denied("<u@notexample.org>")},
	{"<u@example.org.katamail.com>", denied("<u@example.org.katamail.com>")},
	{"<u@example.orgs>", denied("<u@example.orgs>")},
	{"<u@example.or>", denied("<u@example.or>")},
	{"<u@org>", denied("<u@org>")},
	{"<u@example_org>", denied("<u@example_org>")},
	{"<u@ｅxample.org>", denied("<u@ｅxample.org>")},
	{"<u@mar\u212Aet.example>", denied("<u@mar\u212Aet.example>")},
	{"<u@example.org.>", "501 5.1.3 the domain has a dot too many"},
	{"<u@.example.org>", "501 5.1.3 the domain has a dot too many"},
	{"<u@example。org>", "501 5.1.3 the domain has a character that only looks like a dot"},

	// source routes
	{"<@host2,@host3:user4@host4>", denied("<@host2,@host3:user4@host4>")},
	{"<@example.org:u@katamail.com>", denied("<@example.org:u@katamail.com>")},
	{"<@katamail.com:u@example.org>", tricky("<@katamail.com:u@example.org>", "Source routes")},
	{"<@example.org:u@example.org>", tricky("<@example.org:u@example.org>", "Source routes")},
	{"<@host2,@host3:user4@host4,user5@host5>", "501 5.5.4 one path in each command"},

	// routing in the local part
	{"<user%katamail.com@example.org>", tricky("<user%katamail.com@example.org>", "Routing in the local part")},
	{"<user%a%b@example.org>", tricky("<user%a%b@example.org>", "Routing in the local part")},
	{"<user%katamail.com@[192.0.2.25]>", tricky("<user%katamail.com@[192.0.2.25]>", "Routing in the local part")},
	{"<katamail.com!user@example.org>", tricky("<katamail.com!user@example.org>", "Routing in the local part")},
	{"<example.org!user@katamail.com>", denied("<example.org!user@katamail.com>")},
	{"<u%example.org@katamail.com>", denied("<u%example.org@katamail.com>")},
	{`<"user@katamail.com"@example.org>`, tricky(`<"user@katamail.com"@example.org>`, "Routing in the local part")},
	{`<"user\@katamail.com"@example.org>`, tricky(`<"user\@katamail.com"@example.org>`, "Routing in the local part")},
	{`<"user%katamail.com"@example.org>`, tricky(`<"user%katamail.com"@example.org>`, "Routing in the local part")},
	{`<"katamail.com!user"@example.org>`, tricky(`<"katamail.com!user"@example.org>`, "Routing in the local part")},
	{`<"katamail.com\!user"@example.org>`, tricky(`<"katamail.com\!user"@example.org>`, "Routing in the local part")},
	{`<"@katamail.com:user"@example.org>`, tricky(`<"@katamail.com:user"@example.org>`, "Routing in the local part")},
	{`<"<user@katamail.com>"@example.org>`, tricky(`<"<user@katamail.com>"@example.org>`, "Routing in the local part")},
	{"<user＠katamail.com@example.org>", tricky("<user＠katamail.com@example.org>", "Routing in the local part")},
	{"<user％katamail.com@example.org>", tricky("<user％katamail.com@example.org>", "Routing in the local part")},
	{"<katamail.com！user@example.org>", tricky("<katamail.com！user@example.org>", "Routing in the local part")},
	{"<katamail.com\u203Cuser@example.org>", tricky("<katamail.com\u203Cuser@example.org>", "Routing in the local part")},
	{"<=?utf-8?q?user=40katamail.com?=@example.org>", tricky("<=?utf-8?q?user=40katamail.com?=@example.org>", "Encoded words")},
	{`<"=?utf-8?b?dUBrYXRhbWFpbC5jb20=?="@example.org>`, tricky(`<"=?utf-8?b?dUBrYXRhbWFpbC5jb20=?="@example.org>`, "Encoded words")},

	// literals that aren't ours
	{"<u@[192.0.2.26]>", denied("<u@[192.0.2.26]>")},
	{"<u@[127.0.0.1]>", denied("<u@[127.0.0.1]>")},
	{"<u@[IPv6:::ffff:192.0.2.25]>", denied("<u@[IPv6:::ffff:192.0.2.25]>")},
	{"<u@[IPv6:2001:db8::1]>", denied("<u@[IPv6:2001:db8::1]>")},
	{"<u@[x:example.org]>", denied("<u@[x:example.org]>")},
	{"<u@192.0.2.25>", denied("<u@192.0.2.25>")},
	{"<u@[192.0.2.025]>", "501 5.1.3 an address literal reads [192.0.2.1] or [IPv6:2001:db8::1]"},

	// what no path is
	{"<u@katamail.com@example.org>", "501 5.1.3 an address has one @; quote the local part if that has another"},
	{`<"u@katamail.com">`, "501 5.1.3 the address has no domain"},
	{`"<u@katamail.com>"`, "501 5.5.4 put the address in angle brackets"},
	{"<katamail.com!user>", "501 5.1.3 the address has no domain"},
	{"<user%katamail.com>", "501 5.1.3 the address has no domain"},
	{"<user>", "501 5.1.3 the address has no domain"},
	{"<user@>", "501 5.1.3 the address has no domain"},
	{"<>", "501 5.1.3 the recipient is missing"},
	{"<u(@katamail.com)@example.org>", "501 5.1.3 an address has no comments"},
	{"<u@example.org(katamail.com)>", "501 5.1.3 an address has no comments"},
	{"<u@example.org>@katamail.com", "501 5.5.4 only parameters follow the address, with a space before each"},
	{"<u@example.org>,<u@katamail.com>", "501 5.5.4 one path in each command"},
	{"<u@example.org> <u@katamail.com>", "501 5.5.4 one path in each command"},
	{"<u@example.org,u@katamail.com>", "501 5.5.4 one path in each command"},
	{"<u @katamail.com@example.org>", "501 5.1.3 an address has no spaces or tabs"},
	{"<u\t@example.org>", "501 5.1.3 an address has no spaces or tabs"},
	{"<u@katamail.com\x00@example.org>", "501 5.1.3 an address has no control characters"},
	{"<u@katamail.com\r\n@example.org>", "501 5.1.3 an address has no control characters"},
}

func TestStrangers(t *testing.T) {
	domains := []string{"example.org", "Example.NET", "[192.0.2.25]", "bücher.example", "xn--bcher-kva.example", "market.example"}
	run := begin(t, &host{client: "203.0.113.9"}, settings(domains, []string{"192.0.2.0/24"}))
	for _, test := range strangers {
		if got := rcpt(t, run, test.path); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.path, got, test.want)
		}
	}
}

// TestTrusted sends what strangers may not: all that is a path passes.
func TestTrusted(t *testing.T) {
	for _, h := range []*host{{client: "192.0.2.7"}, {client: "203.0.113.9", user: "alice"}} {
		run := begin(t, h, settings([]string{"example.org"}, []string{"192.0.2.0/24"}))
		for _, test := range strangers {
			want := test.want
			if !strings.HasPrefix(want, "501") {
				want = ""
			}
			if got := rcpt(t, run, test.path); got != want {
				t.Errorf("%+v: %q: %q, want %q", h, test.path, got, want)
			}
		}
	}
}

func TestWithoutSMTPUTF8(t *testing.T) {
	for _, path := range []string{"<user＠katamail.com@example.org>", "<u@example。org>", "<u@ｅxample.org>", "<jürgen@example.org>"} {
		if _, err := filters.ParseRecipient("TO:"+path, false); err == nil || err.Error() != "501 5.6.7 a non-ASCII address needs SMTPUTF8" {
			t.Errorf("%s: %v", path, err)
		}
	}
}
