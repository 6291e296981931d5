package filters

import (
	"strings"
	"testing"
)

func TestArgument(t *testing.T) {
	offer := func(p *Path) error { OfferParams(p, "SIZE BODY RET ENVID AUTH SMTPUTF8 NOTIFY"); return nil }
	mailbox := func(m string) func(*Path) error { return func(p *Path) error { return p.SetMailbox(m) } }
	set := func(name, value string) func(*Path) error {
		return func(p *Path) error { return p.SetParam(name, value) }
	}
	drop := func(keyword string) func(*Path) error {
		return func(p *Path) error { DropParam(p, keyword); return nil }
	}
	for _, test := range []struct {
		arg       string
		edits     []func(*Path) error
		rewritten bool
		want      string
	}{
		{"FROM:<u@d>", nil, false, "FROM:<u@d>"},
		{"from:<u@d> size=1", nil, false, "FROM:<u@d> size=1"},
		{"FROM: <u@d>", nil, true, "FROM:<u@d>"},
		{"FROM:  <u@d>  ", nil, true, "FROM:<u@d>"},
		{"FROM:<u@d> SIZE=1 ", nil, true, "FROM:<u@d> SIZE=1"},
		{"FROM: <@a,@b:u@d> SIZE=1", nil, true, "FROM:<@a,@b:u@d> SIZE=1"},
		{"FROM: <>", nil, true, "FROM:<>"},
		{"FROM:<u@d>", []func(*Path) error{mailbox("v@e")}, true, "FROM:<v@e>"},
		{"FROM:<u@d>", []func(*Path) error{mailbox("u@d")}, false, "FROM:<u@d>"},
		{"FROM:<u@d> envid=a+2Bb", []func(*Path) error{mailbox("")}, true, "FROM:<> envid=a+2Bb"},
		{"FROM:<@a:u@d>", []func(*Path) error{mailbox("v@e")}, true, "FROM:<v@e>"},
		{"FROM:<@a:u@d>", []func(*Path) error{set("size", "7")}, true, "FROM:<@a:u@d> SIZE=7"},
		{"FROM:<u@d> size=1 BODY=7BIT", []func(*Path) error{set("SIZE", "2")}, true, "FROM:<u@d> size=2 BODY=7BIT"},
		{"FROM:<u@d> SIZE=1", []func(*Path) error{set("SIZE", "1")}, false, "FROM:<u@d> SIZE=1"},
		{"FROM:<u@d> envid=+zz SIZE=1", []func(*Path) error{set("SIZE", "2")}, true, "FROM:<u@d> envid=+zz SIZE=2"},
		{"FROM:<u@d>", []func(*Path) error{set("ENVID", "a b+c=d")}, true, "FROM:<u@d> ENVID=a+20b+2Bc+3Dd"},
		{"FROM:<u@d> RET=HDRS", []func(*Path) error{set("smtputf8", ""), mailbox("jürgen@d")}, true, "FROM:<jürgen@d> RET=HDRS SMTPUTF8"},
		{"FROM:<u@d> SIZE=1 BODY=7BIT", []func(*Path) error{drop("SIZE")}, true, "FROM:<u@d> BODY=7BIT"},
		{"FROM:<u@d> size=1", []func(*Path) error{drop("SIZE"), drop("SIZE")}, true, "FROM:<u@d>"},
		{"FROM:<u@d> auth=e+3Dmc2 SIZE=1", []func(*Path) error{drop("AUTH"), drop("size"), set("AUTH", "<>")}, true, "FROM:<u@d> auth=<>"},
		{"FROM:<u@d> RET=FULL", []func(*Path) error{drop("SIZE")}, false, "FROM:<u@d> RET=FULL"},
	} {
		p, err := ParseSender(test.arg)
		if err != nil {
			t.Errorf("%s: %v", test.arg, err)
			continue
		}
		client := p.Original()
		for _, edit := range append([]func(*Path) error{offer}, test.edits...) {
			if err := edit(&p); err != nil {
				t.Errorf("%s: %v", test.arg, err)
			}
		}
		if got := Argument(p); got != test.want || Rewritten(p) != test.rewritten || p.Original() != client {
			t.Errorf("%s: %q, rewritten %v, original %q; want %q, %v, %q", test.arg, got, Rewritten(p), p.Original(), test.want, test.rewritten, client)
		}
	}
}

func TestDroppedParamIsSeen(t *testing.T) {
	p, _ := ParseSender("FROM:<u@d> size=1")
	DropParam(&p, "SIZE")
	if size, ok := p.Param("SIZE"); size != "1" || !ok || len(Params(p)) != 1 {
		t.Errorf("%q, %v, %v", size, ok, Params(p))
	}
}

func TestEditsRefused(t *testing.T) {
	sender, _ := ParseSender("FROM:<@a:u@d> SIZE=1")
	recipient, _ := ParseRecipient("TO:<u@d> NOTIFY=NEVER", false)
	made, _ := ParsePath("u@d")
	OfferParams(&sender, "SIZE ENVID")
	OfferParams(&recipient, "NOTIFY ORCPT")
	mailbox := func(m string) func(*Path) error { return func(p *Path) error { return p.SetMailbox(m) } }
	set := func(name, value string) func(*Path) error {
		return func(p *Path) error { return p.SetParam(name, value) }
	}
	for _, test := range []struct {
		p    Path
		edit func(*Path) error
		want string
	}{
		{sender, mailbox("postmaster"), "SetMailbox: \"postmaster\": the address has no domain"},
		{sender, mailbox("@a:v@e"), "no source route"},
		{sender, mailbox("<v@e>"), "misplaced <"},
		{sender, mailbox("v@e> SIZE=2"), "nothing may follow"},
		{sender, mailbox("v@e\r\nRCPT TO:<x@y>"), "control characters"},
		{sender, mailbox("jürgen@d"), "needs SMTPUTF8"},
		{sender, mailbox("v"), "no domain"},
		{sender, mailbox(">"), "nothing may follow"},
		{recipient, mailbox(""), "the recipient is missing"},
		{Path{}, mailbox("v@e"), "there is no path"},
		{sender, set("BODY", "8BITMIME"), "SetParam: the upstream does not offer BODY"},
		{sender, set("NOTIFY", "NEVER"), "does not offer NOTIFY"},
		{sender, set("SIZE ENVID", "1"), "no parameter name"},
		{sender, set("", "1"), "no parameter name"},
		{sender, set("SIZE", "1 BODY=7BIT"), "can't have the value"},
		{sender, set("SIZE", "1=2"), "can't have the value"},
		{sender, set("SIZE", "1\r\nRSET"), "can't have the value"},
		{sender, set("ENVID", "ü"), "can't have the value"},
		{made, set("SIZE", "1"), "does not offer SIZE"},
		{Path{}, set("SIZE", "1"), "does not offer SIZE"},
	} {
		p := ClonePath(&test.p)
		if err := test.edit(p); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v, want %q", test.p, err, test.want)
		}
		if *p != test.p {
			t.Errorf("%v: an edit that failed has changed it to %v", test.p, *p)
		}
	}
}

func TestXtextHidesLineEnds(t *testing.T) {
	p, _ := ParseSender("FROM:<u@d>")
	OfferParams(&p, "ENVID")
	if err := p.SetParam("ENVID", "a\r\nb"); err != nil || Argument(p) != "FROM:<u@d> ENVID=a+0D+0Ab" {
		t.Errorf("%q, %v", Argument(p), err)
	}
}

func TestRecipientMayBecomePostmaster(t *testing.T) {
	p, _ := ParseRecipient("TO:<u@d>", false)
	if err := p.SetMailbox("postmaster"); err != nil || Argument(p) != "TO:<postmaster>" {
		t.Errorf("%q, %v", Argument(p), err)
	}
}

func TestMarkAccepted(t *testing.T) {
	p, _ := ParseRecipient("TO:<u@d>", false)
	before := *ClonePath(&p)
	MarkAccepted(&p)
	if !p.Accepted() || before.Accepted() {
		t.Errorf("accepted %v, its copy from before %v", p.Accepted(), before.Accepted())
	}
}

func TestWritten(t *testing.T) {
	p, _ := ParseRecipient("TO: <@a:u@d> NOTIFY=NEVER", false)
	if got := written(&p); got != "<@a:u@d> NOTIFY=NEVER" {
		t.Error(got)
	}
}
