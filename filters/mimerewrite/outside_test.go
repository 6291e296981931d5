package mimerewrite

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// marked marks what is from outside of example.org and its network.
var marked = with(
	list("domains", "example.org", "Example.NET"), list("networks", "192.0.2.0/24", "2001:db8::/32"),
	block("header", set("prefix_subject", "[external] ")),
)

func TestOutsideInSMTP(t *testing.T) {
	for _, test := range []struct {
		client, user, sender string
		outside              bool
	}{
		{"203.0.113.9", "", "<me@client.example>", true},
		{"203.0.113.9", "", "<>", true},
		{"203.0.113.9", "", "<me@sub.example.org>", true},
		{"203.0.113.9", "", "<me@example.org.client.example>", true},
		{"203.0.113.9", "", "<me@EXAMPLE.org>", false},
		{"203.0.113.9", "", "<me@example.net>", false},
		{"203.0.113.9", "alice", "<me@client.example>", false},
		{"192.0.2.7", "", "<me@client.example>", false},
		{"::ffff:192.0.2.7", "", "<me@client.example>", false},
		{"2001:db8::7", "", "<me@client.example>", false},
		{"2001:db9::7", "", "<me@client.example>", true},
	} {
		s := stranger(filters.SMTP)
		s.client, s.user = test.client, test.user
		s.sender, _ = filters.ParsePath(test.sender)
		got := rewritten(t, s, marked, lines("From: me@example.org", "Subject: hello", "", "x"))
		if outside := strings.Contains(got, "Subject: [external] hello\r\n"); outside != test.outside {
			t.Errorf("%+v: from outside: %v", test, outside)
		}
	}
}

// In POP3 whoever writes From would like to be one of ours.
func TestOutsideInPOP3(t *testing.T) {
	for _, test := range []struct {
		from    string
		outside bool
	}{
		{"From: me@example.org", false},
		{"From: Me <me@EXAMPLE.ORG>", false},
		{`From: "Me, myself" <me@example.org>`, false},
		{`From: "me@client.example" <me@example.org>`, false},
		{"From: me@example.org (at client.example)", false},
		{"From: me@example.org,\r\n you@example.net", false},
		{"From: =?utf-8?q?J=C3=BCrgen?= <me@example.org>", false},
		{"From: Us: me@example.org, you@example.net;", false},
		{`From: "a\"b" <me@example.org>`, false},

		{"From: me@client.example", true},
		{"From: me@example.org.client.example", true},
		{"From: me@notexample.org", true},
		{"From: me@sub.example.org", true},
		{"From: me@example.org@client.example", true},
		{`From: "me@example.org" <me@client.example>`, true},
		{"From: me@example.org <me@client.example>", true},
		{"From: me@client.example <me@example.org>", true},
		{"From: me@client.example (me@example.org)", true},
		{"From: me@example.org, me@client.example", true},
		{"From: me@example.org\r\nFrom: me@client.example", true},
		{"From: me@client.example\r\nFROM: me@example.org", true},
		{"From: =?utf-8?q?me=40client.example=00?=@example.org", true},
		{"From: =?utf-8?b?bWVAZXhhbXBsZS5vcmc=?= <me@client.example>", true},
		{"From: <@client.example:me@example.org>", true},
		{"From: me@example.org\x00@client.example", true},
		{"From: me@[192.0.2.1]", true},
		{"From: me@example.org(", true},
		{`From: "me@example.org`, true},
		{`From: me\@client.example@example.org`, true},
		{"From: me@ example.org", true},
		{"From: me@example.org]", true},
		{"From: me@ex\u212Ample.org", true},
		{"From: us:;", true},
		{"From:", true},
		{"To: me@example.org", true},
	} {
		got := rewritten(t, stranger(filters.POP3), marked, lines(test.from, "Subject: hello", "", "x"))
		if outside := strings.Contains(got, "[external]"); outside != test.outside {
			t.Errorf("%q: from outside: %v", test.from, outside)
		}
	}
}

// Neither comes twice, whichever gate was the first.
func TestMarksOnce(t *testing.T) {
	b := with(
		block("header", set("prefix_subject", "[external] "), set("set", map[string]any{"X-Gateway": "mx1"}), list("remove", "x-mailer")),
		block("banner", set("text", "This comes from outside.\n"), set("html", "<p>This comes from outside.</p>")),
	)
	mail := lines("Subject: hello", "X-Mailer: x", "Content-Type: multipart/alternative; boundary=b", "", "--b", "", "text", "--b", "Content-Type: text/html", "",
		"<html><body><p>text</p></body></html>", "--b--")
	once := rewritten(t, stranger(filters.SMTP), b, mail)
	want := lines("Subject: [external] hello", "Content-Type: multipart/alternative; boundary=b", "X-Gateway: mx1", "", "--b", "",
		"This comes from outside.", "text", "--b", "Content-Type: text/html", "", "<html><body>", "<p>This comes from outside.</p>", "<p>text</p></body></html>", "--b--")
	if once != want {
		t.Errorf("have %q\nwant %q", once, want)
	}
	if twice := rewritten(t, stranger(filters.POP3), b, once); twice != once {
		t.Errorf("the second time: %q", twice)
	}
}

// What is for all mail is for that of our own, too.
func TestMarksOfOurOwn(t *testing.T) {
	b := with(
		list("networks", "203.0.113.9"),
		block("header", set("prefix_subject", "[external] "), set("add", map[string]any{"X-A": "1", "X-B": "2"})),
		block("banner", set("text", "Be polite.\n"), set("when", "always")),
	)
	got := rewritten(t, stranger(filters.SMTP), b, lines("Subject: hello", "", "x"))
	if want := lines("Subject: hello", "X-A: 1", "X-B: 2", "", "Be polite.", "x"); got != want {
		t.Errorf("have %q, want %q", got, want)
	}
}
