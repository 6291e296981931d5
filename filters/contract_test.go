package filters_test

import (
	"errors"
	"io"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// sample makes a chain of one sample filter, "a".
func sample(t *testing.T, make func(*filters.Options) (*filters.Filter, error), b filters.Block) *filters.Chain {
	t.Helper()
	o := filters.NewOptions(b)
	f, err := make(o)
	if err = errors.Join(err, o.Err()); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range filters.OptionErrors(o) {
		t.Error(wrong)
	}
	return chainOf(t, filters.Entry{Label: "a", Filter: f})
}

func set(name string, value any) filters.Setting { return filters.Setting{Name: name, Value: value} }

// rcpt asks about a recipient of the open transaction, who is in it from then on if nobody objects.
func (h *host) rcpt(t *testing.T, run *filters.Run, path string) string {
	t.Helper()
	p := recipientOf(t, path)
	d := run.Recipient(&p)
	if d.Action == filters.Go {
		h.recipients = append(h.recipients, p)
	}
	return words(d)
}

func TestSampleDNSBL(t *testing.T) {
	c := sample(t, newDNSBL, filters.Block{Settings: []filters.Setting{set("zones", []string{"one.example", "two.example"})}})
	dns := &names{}
	h := newHost()
	h.dns = dns
	want(t, words(c.Begin(h).Connect()), "go")
	want(t, strings.Join(dns.questions, ", "), "A 25.2.0.192.one.example, A 25.2.0.192.two.example")

	dns.addrs = []netip.Addr{netip.MustParseAddr("127.0.0.4")}
	h.said()
	want(t, words(c.Begin(h).Connect()), "answer 554 5.7.1 your address is listed by one.example by a")
	want(t, h.said(), "a Connect: dnsbl.listed=one.example 127.0.0.4\na Connect: refuse 554 5.7.1 your address is listed by one.example")

	dns.addrs, dns.err = nil, errors.New("SERVFAIL")
	want(t, words(c.Begin(h).Connect()), "go")
	want(t, h.said(), "a Connect: dnsbl.error=one.example: SERVFAIL\na Connect: dnsbl.error=two.example: SERVFAIL\na Connect: pass")

	o := filters.NewOptions(filters.Block{Type: "dnsbl"})
	if _, err := newDNSBL(o); err == nil || !strings.Contains(err.Error(), "name at least one list") {
		t.Error(err)
	}
}

func TestSampleGreylist(t *testing.T) {
	const later = "answer 450 4.7.1 greylisted, please try again in some minutes by a"
	c := sample(t, newGreylist, filters.Block{Settings: []filters.Setting{set("wait", "10m")}})
	h := newHost()
	run := c.Begin(h)
	try := func() string {
		h.mail(t, "<a@example.org>")
		return h.rcpt(t, run, "<B@example.net>")
	}
	want(t, try(), later)
	h.now = h.now.Add(10*time.Minute - time.Second)
	want(t, try(), later)
	h.client.Addr = netip.MustParseAddr("192.0.2.200") // the same network
	h.now = h.now.Add(time.Second)
	want(t, try(), "go")
	h.client.Addr = netip.MustParseAddr("192.0.3.25") // another
	want(t, try(), later)
	h.user = "alice"
	want(t, try(), "go")

	h.user, h.values.(*values).err = "", errors.New("down")
	h.said()
	want(t, try(), failed)
	want(t, h.said(), "a Recipient: down; on_error defer")
}

func TestSampleHideUpstream(t *testing.T) {
	c := sample(t, newHideUpstream, filters.Block{Settings: []filters.Setting{set("name", "mx1.example.org")}})
	for _, e := range []struct {
		protocol filters.Protocol
		verb     string
		code     int
		lines    string
		wanted   string
	}{
		{filters.SMTP, "", 220, "mail.example.org ESMTP Postfix (Debian)", "mx1.example.org ESMTP"},
		{filters.SMTP, "", 421, "Postfix/3.7 is closing", "mail is closing"},
		{filters.SMTP, "EHLO", 250, "Exim4 says hi|X-EXIM|SIZE 1000", "mail says hi|X-EXIM|SIZE 1000"},
		{filters.SMTP, "RCPT", 550, "no such user here", "no such user here"},
		{filters.POP3, "", 0, "Dovecot ready.", "mail ready."},
	} {
		h := newHost()
		h.protocol = e.protocol
		r := filters.Reply{Code: e.code, Lines: strings.Split(e.lines, "|")}
		want(t, words(c.Begin(h).Reply(filters.Command{Verb: e.verb}, &r)), "go")
		want(t, strings.Join(r.Lines, "|"), e.wanted)
		if changed := strings.Contains(h.said(), "\na Reply: reply "); changed != (e.lines != e.wanted) {
			t.Errorf("%s %s: changed %v", e.protocol, e.verb, changed)
		}
	}
}

func TestSampleMatrix(t *testing.T) {
	rule := func(label, from, to, do string) filters.Block {
		return filters.Block{Type: "rule", Label: label, Settings: []filters.Setting{
			set("from", []string{from}), set("to", []string{to}), set("do", do),
		}}
	}
	c := sample(t, newMatrix, filters.Block{Type: "matrix", Blocks: []filters.Block{
		rule("board", "*@example.org", "board@example.net", "pass"), rule("others", "*", "board@*", "refuse"),
	}})
	h := newHost()
	run := c.Begin(h)
	h.mail(t, "<A@Example.Org>")
	want(t, h.rcpt(t, run, "<Board@example.net>"), "go")
	want(t, h.said(), "a Recipient: matrix.rule=board\na Recipient: pass")
	h.mail(t, "<a@example.com>")
	want(t, h.rcpt(t, run, "<board@example.net>"), "answer 550 5.7.1 <board@example.net>... you may not write there by a")
	want(t, h.rcpt(t, run, "<staff@example.net>"), "go")
}

func TestSamplePOPReadOnly(t *testing.T) {
	h := newHost()
	h.protocol = filters.POP3
	run := sample(t, newPOPReadOnly, filters.Block{}).Begin(h)
	check := func(filters.Command) error { return nil }
	want(t, words(run.Command(&filters.Command{Verb: "DELE", Arg: "1"}, check)), "answer 0 SYS/PERM this mailbox is read-only by a")
	want(t, words(run.Command(&filters.Command{Verb: "RETR", Arg: "1"}, check)), "go")
	h.said()
	for announced, noted := range map[int64]string{0: "-1", 1200: "1200"} {
		m, err := message.New(strings.NewReader(mail), int64(len(mail)), message.Options{Announced: announced, HeaderOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		want(t, words(run.Header(m)), "go")
		want(t, h.said(), "a Header: retr.size="+noted+"\na Header: pass")
	}
}

func TestSampleQuota(t *testing.T) {
	c := sample(t, newQuota, filters.Block{Settings: []filters.Setting{set("max_rcpts", 2)}})
	h := newHost()
	run := c.Begin(h)
	h.mail(t, "<a@example.org>")
	want(t, h.rcpt(t, run, "<a@example.net>"), "go")
	want(t, h.rcpt(t, run, "<b@example.net>"), "go")
	h.mail(t, "<a@example.org>")
	want(t, h.rcpt(t, run, "<a@example.net>"), "go")
	h.said()
	want(t, h.rcpt(t, run, "<c@example.net>"), "answer 452 4.5.3 too many recipients, send the rest later by a")
	want(t, h.said(), "a Recipient: quota.over=<c@example.net>\na Recipient: defer 452 4.5.3 too many recipients, send the rest later")
	other := newHost()
	other.mail(t, "<a@example.org>")
	want(t, other.rcpt(t, c.Begin(other), "<c@example.net>"), "go")
}

func TestSampleScore(t *testing.T) {
	h := newHost()
	run := sample(t, newScore, filters.Block{Settings: []filters.Setting{set("refuse_at", 6)}}).Begin(h)
	send := func(from string, rcpts ...string) (string, string) {
		h.mail(t, from)
		for _, path := range rcpts {
			h.rcpt(t, run, path)
		}
		m := messageOf(t, mail)
		run.Header(m)
		d := run.Message(m)
		wired, _ := message.Wire(m)
		text, _ := io.ReadAll(wired)
		return words(d), string(text)
	}
	scored := func(n string) string { return strings.Replace(mail, "\r\n\r\n", "\r\nX-Score: "+n+"\r\n\r\n", 1) }
	run.Hello(&filters.Hello{Name: "localhost"})
	d, text := send("<a@example.org>", "<a@example.net>", "<b@example.net>")
	want(t, d, "go")
	want(t, text, scored("3"))
	d, text = send("<>", "<a@example.net>", "<b@example.net>")
	want(t, d, "answer 550 5.7.1 this looks like spam by a after 2s")
	want(t, text, scored("6"))
	run.Hello(&filters.Hello{Name: "client.example"})
	d, text = send("<>", "<a@example.net>", "<b@example.net>")
	want(t, d, "go")
	want(t, text, scored("4"))
}
