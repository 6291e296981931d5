package filters

import (
	"errors"
	"strings"
	"testing"
)

func TestPathsRefused(t *testing.T) {
	const address, command = "address", "5.5.4"
	for _, test := range []struct{ path, enhanced, text string }{
		{"", command, "angle brackets"},
		{"u@d", command, "angle brackets"},
		{"pippo@microsoft.com", command, "angle brackets"},
		{"(c)<u@d>", command, "angle brackets"},
		{"<u@d", command, "closing >"},
		{"<", address, "closing >"},
		{"<u", address, "closing >"},
		{"<u@", address, "closing >"},
		{"<<u@d>>", address, "misplaced <"},
		{"<u@d>>", command, "only parameters"},
		{"<u@d>x", command, "only parameters"},
		{"<u@d>\t", command, "only parameters"},
		{"<u@d>\x00", command, "only parameters"},
		{"\t<u@d>", command, "angle brackets"},
		{"<u@d>,<v@d>", command, "one path"},
		{"<u@d><v@d>", command, "one path"},
		{"<u@d> <v@d>", command, "one path"},
		{"<u@d,v@e>", command, "one path"},
		{"<u,v@e>", command, "one path"},
		{"<@host2,@host3:user4@host4,user5@host5>", command, "one path"},
		{"<@host2,user1@host1>", address, "source route"},
		{"<@a>", address, "source route"},
		{"<@a,>", address, "source route"},
		{"<@a,@b>", address, "source route"},
		{"<@a @b:u@d>", address, "spaces"},
		{"<@:u@d>", address, "misplaced :"},
		{"<@a.:u@d>", address, "dot too many"},
		{"<@a:>", address, "no domain"},
		{"<@a:@b:u@d>", address, "one @"},
		{"<@a:postmaster>", address, "no domain"},
		{"<u>", address, "no domain"},
		{"<poſtmaster>", address, "no domain"},
		{`<"postmaster">`, address, "no domain"},
		{`<"u@d">`, address, "no domain"},
		{"<u@>", address, "no domain"},
		{"<@>", address, "no domain"},
		{"<u@d@e>", address, "one @"},
		{"<u@@d>", address, "one @"},
		{"< u@d>", address, "spaces"},
		{"<u@d >", address, "spaces"},
		{"<u @d>", address, "spaces"},
		{"<u\t@d>", address, "tabs"},
		{"<u@d\t>", address, "tabs"},
		{"<\"a\tb\"@d>", address, "control"},
		{"<\"a\x00b\"@d>", address, "control"},
		{"<\"a\x7fb\"@d>", address, "control"},
		{"<u\x00@d>", address, "control"},
		{"<u@d\x00>", address, "control"},
		{"<u@d\x00.example>", address, "control"},
		{"<u\r\n@d>", address, "control"},
		{"<u@d\x7f>", address, "control"},
		{"<u(comment)@d>", address, "comments"},
		{"<u@d(comment)>", address, "comments"},
		{"<.u@d>", address, "dot too many"},
		{"<u.@d>", address, "dot too many"},
		{"<u..v@d>", address, "dot too many"},
		{"<u@.d>", address, "dot too many"},
		{"<u@d.>", address, "dot too many"},
		{"<u@d..e>", address, "dot too many"},
		{"<u@-d>", address, "hyphen"},
		{"<u@d-.e>", address, "hyphen"},
		{"<u@d!e>", address, "misplaced !"},
		{"<u@d%e>", address, "misplaced %"},
		{"<u@d/e>", address, "misplaced /"},
		{"<u;v@d>", address, "misplaced ;"},
		{`<u\@v@d>`, address, `misplaced \`},
		{`<"u@d>`, address, "closing quote"},
		{`<"u\`, address, `misplaced \`},
		{`<"u` + "\\\x01" + `"@d>`, address, `misplaced \`},
		{`<"u\é"@d>`, address, `misplaced \`},
		{`<"u"v@d>`, address, "misplaced v"},
		{`<u"v"@d>`, address, `misplaced "`},
		{`<"u"é@d>`, address, "non-ASCII character where none"},
		{"<u@[192.0.2.1]é>", address, "non-ASCII character where none"},
		{`<"u"."v"@d>`, address, "misplaced ."},
		{"<u@[192.0.2.1>", address, "literal"},
		{"<u@[]>", address, "literal"},
		{"<u@[192.0.2]>", address, "literal"},
		{"<u@[192.0.2.256]>", address, "literal"},
		{"<u@[192.0.2.010]>", address, "literal"},
		{"<u@[0xC0.0.2.1]>", address, "literal"},
		{"<u@[IPv6:2001:db8::1%eth0]>", address, "literal"},
		{"<u@[IPv6:192.0.2.1]>", address, "literal"},
		{"<u@[IPv6:]>", address, "literal"},
		{"<u@[IPv6:1:2:3:4:5:6:7:8:9]>", address, "literal"},
		{"<u@[tag:]>", address, "literal"},
		{"<u@[:x]>", address, "literal"},
		{"<u@[tag-:x]>", address, "literal"},
		{"<u@[t_g:x]>", address, "literal"},
		{"<u@[tag:a b]>", address, "literal"},
		{"<u@[tag:a[b]>", address, "literal"},
		{"<u@[192.0.2.1].example>", address, "misplaced ."},
		{"<u@[192.0.2.1]x>", address, "misplaced x"},
		{"<u＠d>", address, "no domain"},
		{"<u@d。example>", address, "looks like a dot"},
		{"<u@d．example>", address, "looks like a dot"},
		{"<@a｡b:u@d>", address, "looks like a dot"},
		{"<\xff@d>", address, "UTF-8"},
		{"<\xc0\xa0@d>", address, "UTF-8"},
		{"<u@\xed\xa0\x80>", address, "UTF-8"},
		{"<u\u0085@d>", address, "control"},
		{"<u@d>  SIZE=1", command, "one space"},
		{"<u@d>SIZE=1", command, "only parameters"},
	} {
		for command, parse := range map[string]func() (Path, error){
			"FROM:": func() (Path, error) { return ParseSender("FROM:" + withUTF8(test.path)) },
			"TO:":   func() (Path, error) { return ParseRecipient("TO:"+test.path, true) },
		} {
			p, err := parse()
			want := test.enhanced
			if want == address {
				want = map[string]string{"FROM:": "5.1.7", "TO:": "5.1.3"}[command]
			}
			if strings.Contains(test.text, "closing >") {
				want = "5.5.4"
			}
			var fault *PathError
			if !errors.As(err, &fault) || fault.Code != 501 || fault.Enhanced != want || !strings.Contains(fault.Text, test.text) || p != (Path{}) {
				t.Errorf("%s%q: %v, %v; want 501 %s with %q", command, test.path, p, err, want, test.text)
			}
		}
	}
}

// withUTF8 declares SMTPUTF8 in a line of MAIL that needs it.
func withUTF8(path string) string {
	if ascii(path) {
		return path
	}
	return path + " SMTPUTF8"
}

func TestPathOfOneDirection(t *testing.T) {
	for _, test := range []struct{ arg, sender, recipient string }{
		{"<>", "", "501 5.1.3 the recipient is missing"},
		{"<postmaster>", "501 5.1.7 the address has no domain", ""},
		{"<jürgen@d>", "501 5.6.7 a non-ASCII address needs SMTPUTF8", "501 5.6.7 a non-ASCII address needs SMTPUTF8"},
		{"<u@bücher>", "501 5.6.7 a non-ASCII address needs SMTPUTF8", "501 5.6.7 a non-ASCII address needs SMTPUTF8"},
		{"<u@d> X=ü", "501 5.5.4 a non-ASCII parameter needs SMTPUTF8", "501 5.5.4 a non-ASCII parameter needs SMTPUTF8"},
		{"<jürgen@d> SMTPUTF8=yes", "501 5.6.7 a non-ASCII address needs SMTPUTF8", "501 5.6.7 a non-ASCII address needs SMTPUTF8"},
		{"<jürgen@d> BODY=8BITMIME smtputf8", "", "501 5.6.7 a non-ASCII address needs SMTPUTF8"},
		{"<u@d> X=ü SMTPUTF8", "", "501 5.5.4 a non-ASCII parameter needs SMTPUTF8"},
	} {
		_, sender := ParseSender("FROM:" + test.arg)
		_, recipient := ParseRecipient("TO:"+test.arg, false)
		if s, r := said(sender), said(recipient); s != test.sender || r != test.recipient {
			t.Errorf("%s: sender %q, recipient %q; want %q, %q", test.arg, s, r, test.sender, test.recipient)
		}
	}
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestPathWithoutItsKeyword(t *testing.T) {
	for _, arg := range []string{"", "FROM", "FROM <u@d>", "FROM :<u@d>", " FROM:<u@d>", "<u@d>", "TO:<u@d>", "FRO\u212A:<u@d>"} {
		if _, err := ParseSender(arg); said(err) != "501 5.5.4 the command reads MAIL FROM:<address>" {
			t.Errorf("%q: %v", arg, err)
		}
	}
	for _, arg := range []string{"", "T", "TO", "TO <u@d>", "FROM:<u@d>"} {
		if _, err := ParseRecipient(arg, false); said(err) != "501 5.5.4 the command reads RCPT TO:<address>" {
			t.Errorf("%q: %v", arg, err)
		}
	}
}
