package filters

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var pathSeeds = []string{
	"<u@d>", " <u@d> ", "<>", "<postmaster>", "<@a,@b:u@c> SIZE=1 BODY=8BITMIME", `<"a \"b\\"@d>`, "<u@[IPv6:::1]>", "<u@[x:y>]>",
	"<jürgen@bücher.example> SMTPUTF8", "<u@d> ORCPT=rfc822;a+2Bb@d NOTIFY=NEVER", "<u@d>,<v@e>", "<u@d。e> SMTPUTF8", "<\"\xff\"@d>", "u@d",
}

// FuzzSender reads what follows MAIL FROM:.
func FuzzSender(f *testing.F) {
	for _, seed := range pathSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		p, err := ParseSender("FROM:" + arg)
		if err != nil {
			return
		}
		_, utf8 := p.Param("SMTPUTF8")
		checkTaken(t, p, arg, utf8)
		again, err := ParseSender(Argument(p))
		checkAgain(t, p, again, err)
	})
}

// FuzzRecipient reads what follows RCPT TO:.
func FuzzRecipient(f *testing.F) {
	for _, seed := range pathSeeds {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, arg string, utf8 bool) {
		p, err := ParseRecipient("TO:"+arg, utf8)
		if err != nil {
			return
		}
		checkTaken(t, p, arg, utf8)
		again, err := ParseRecipient(Argument(p), utf8)
		checkAgain(t, p, again, err)
	})
}

// checkTaken holds an accepted path against what it was read from.
func checkTaken(t *testing.T, p Path, arg string, mayUTF8 bool) {
	if strings.ContainsFunc(Argument(p), unicode.IsControl) || !utf8.ValidString(Argument(p)) || !mayUTF8 && !ascii(Argument(p)) {
		t.Errorf("%q goes up", Argument(p))
	}
	if !strings.HasPrefix(strings.TrimLeft(arg, " "), p.Original()) || p.Original() != p.String() {
		t.Errorf("%q was read as %q of %q", arg, p.String(), p.Original())
	}
	if !Rewritten(p) && strings.Join([]string{p.String(), p.p.params}, " ") != strings.TrimSuffix(arg, " ") && p.String() != arg {
		t.Errorf("%q would pass as read but is %q", arg, Argument(p))
	}
	if strings.Count(Argument(p), " ") > strings.Count(arg, " ") {
		t.Errorf("%q became %q", arg, Argument(p))
	}
	if p.Null() {
		return
	}
	if q, err := ParsePath(rebuilt(p.Local(), p.Domain())); err != nil || q.Local() != p.Local() || q.Domain() != p.Domain() {
		t.Errorf("%q and %q of %q make %q: %v", p.Local(), p.Domain(), p.Mailbox(), rebuilt(p.Local(), p.Domain()), err)
	}
	edited := p
	if err := edited.SetMailbox(p.Mailbox()); err != nil || edited.Mailbox() != p.Mailbox() {
		t.Errorf("%q can't be set again: %v", p.Mailbox(), err)
	}
}

// checkAgain holds a path against what its own argument was read as.
func checkAgain(t *testing.T, p, again Path, err error) {
	p.p.original, p.p.rewritten = again.p.original, false
	if err != nil || again != p {
		t.Errorf("%q reads as %+v, %v; want %+v", Argument(p), again, err, p)
	}
}
