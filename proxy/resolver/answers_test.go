package resolver_test

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/resolver"
)

const zone = `
example.org        MX 20 b.example.org
example.org        MX 10 a.example.org
example.org        MX 20 aa.example.org
example.org        TXT "v=spf1 -all"
example.org        TXT "one " "record" " of \"many\" \\ \200"
a.example.org      A 192.0.2.1
a.example.org      A 192.0.2.2
a.example.org      AAAA 2001:db8::1
six.example.org    AAAA 2001:db8::2
nomail.example     MX 0 .
1.2.0.192.in-addr.arpa PTR a.example.org
1.2.0.192.in-addr.arpa PTR b.example.org
2.2.0.192.in-addr.arpa CNAME 2.0-25.2.0.192.in-addr.arpa  ; RFC 2317
2.0-25.2.0.192.in-addr.arpa PTR delegated.example.org
1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR six.example.org
xn--bcher-kva.example MX 10 mail.xn--bcher-kva.example
_dmarc.xn--bcher-kva.example TXT "v=DMARC1"

www.example.org    CNAME a.example.org
far.example.org    CNAME www.example.org
far.example.org    UNCHASED
www.example.org    UNCHASED A
dangling.example   CNAME nowhere.example
ring.example       CNAME gnir.example
gnir.example       CNAME ring.example
l0.example CNAME l1.example
l1.example CNAME l2.example
l2.example CNAME l3.example
l3.example CNAME l4.example
l4.example CNAME l5.example
l5.example CNAME l6.example
l6.example CNAME l7.example
l7.example CNAME l8.example
l8.example CNAME l9.example
l9.example CNAME l10.example
l10.example CNAME l11.example
l11.example TXT "at the end"

servfail.example   SERVFAIL
refused.example    REFUSED
lame.example       LAME
garbage.example    GARBAGE
half.example       A 192.0.2.3
half.example       SERVFAIL AAAA
half.example       AAAA 2001:db8::3
none.example       SERVFAIL AAAA
none.example       TXT "no A"

cut.example        MX 10 mail.cut.example
cut.example        TRUNCATED
old.example        NOEDNS
old.example        MX 10 mail.old.example
oldcut.example     NOEDNS
oldcut.example     TRUNCATED
oldcut.example     MX 10 mail.oldcut.example
spoofed.example    SPOOFED
spoofed.example    A 192.0.2.4
spoofed.example    TXT "true"
spoofed.example    TRUNCATED TXT
`

func TestAnswers(t *testing.T) {
	for _, c := range []struct{ question, answer string }{
		{"MX example.org", "10 a.example.org, 20 b.example.org, 20 aa.example.org"},
		{"MX EXAMPLE.org.", "10 a.example.org, 20 b.example.org, 20 aa.example.org"},
		{"MX nomail.example", "0 ."},
		{"TXT example.org", "v=spf1 -all, one record of \"many\" \\ \xc8"},
		{"ADDRS a.example.org", "192.0.2.1, 192.0.2.2, 2001:db8::1"},
		{"ADDRS six.example.org", "2001:db8::2"},
		{"PTR 192.0.2.1", "a.example.org, b.example.org"},
		{"PTR ::ffff:192.0.2.1", "a.example.org, b.example.org"},
		{"PTR 192.0.2.2", "delegated.example.org"},
		{"PTR 2001:db8::1", "six.example.org"},
		{"MX bücher.example", "10 mail.xn--bcher-kva.example"},
		{"MX BÜCHER.example", "10 mail.xn--bcher-kva.example"},
		{"TXT _dmarc.bücher.example", "v=DMARC1"},

		{"MX missing.example", ""},
		{"ADDRS missing.example", ""},
		{"MX a.example.org", ""},
		{"MX org", ""}, // it has names below it
		{"PTR 192.0.2.99", ""},

		{"ADDRS www.example.org", "192.0.2.1, 192.0.2.2, 2001:db8::1"},
		{"ADDRS far.example.org", "192.0.2.1, 192.0.2.2, 2001:db8::1"},
		{"MX www.example.org", ""},
		{"MX dangling.example", ""},
		{"MX ring.example", "resolver: MX ring.example: more than 10 CNAMEs in a chain"},
		{"TXT l1.example", "at the end"},
		{"TXT l0.example", "resolver: TXT l0.example: more than 10 CNAMEs in a chain"},

		{"MX servfail.example", "resolver: MX servfail.example: server SERVER1: SERVFAIL"},
		{"MX refused.example", "resolver: MX refused.example: server SERVER1: REFUSED"},
		{"MX lame.example", "resolver: MX lame.example: server SERVER1: lame: it refers to other servers"},
		{"MX garbage.example", "resolver: MX garbage.example: server SERVER1: an answer that can't be read"},
		{"ADDRS half.example", "192.0.2.3"},
		{"ADDRS none.example", "resolver: AAAA none.example: server SERVER1: SERVFAIL"},

		{"TXT spoofed.example", "true"},
		{"ADDRS spoofed.example", "192.0.2.4"},
		{"MX a..example", ""},
		{"ADDRS \ufffd.example", ""},
		{"TXT " + strings.Repeat("\u00fc", 60) + ".example", ""}, // in ASCII its label is too long
	} {
		b := newBench(t, resolver.Config{}, zone)
		want(t, b.ask(c.question), c.answer)
	}
}

func TestNamesOfNoAddress(t *testing.T) {
	b := newBench(t, resolver.Config{}, zone)
	_, err := b.Names(context.Background(), netip.Addr{})
	want(t, fmt.Sprint(err), "resolver: PTR of invalid IP: not an address")
}

func TestCutAnswersAreAskedForOverTCP(t *testing.T) {
	b := newBench(t, resolver.Config{}, zone)
	want(t, b.ask("MX cut.example"), "10 mail.cut.example")
	wantQueries(t, b.zones[0], "MX cut.example", "MX cut.example tcp")
}

func TestLargeAnswersComeWhole(t *testing.T) {
	var zone, all []string
	for i := range 100 {
		all = append(all, fmt.Sprintf("record %d with some text to it", i))
		zone = append(zone, fmt.Sprintf("large.example TXT %q", all[i]))
	}
	b := newBench(t, resolver.Config{}, strings.Join(zone, "\n"))
	want(t, b.ask("TXT large.example"), strings.Join(all, ", "))
	wantQueries(t, b.zones[0], "TXT large.example", "TXT large.example tcp")
}

func TestTooLargeAnswersAreTrouble(t *testing.T) {
	var zone strings.Builder
	for i := range 300 {
		fmt.Fprintf(&zone, "many.example MX 10 m%d.many.example\n", i)
	}
	b := newBench(t, resolver.Config{}, zone.String())
	want(t, b.ask("MX many.example"), "resolver: MX many.example: server SERVER1: an answer of more than 16384 bytes or 250 records")
	wantQueries(t, b.zones[0], "MX many.example", "MX many.example tcp")
}

func TestServersWithoutEDNS(t *testing.T) {
	b := newBench(t, resolver.Config{}, zone)
	want(t, b.ask("MX old.example"), "10 mail.old.example")
	wantQueries(t, b.zones[0], "MX old.example", "MX old.example")
	want(t, b.ask("MX oldcut.example"), "10 mail.oldcut.example")
}

func TestNothingListens(t *testing.T) {
	// A socket that is connected elsewhere keeps the port from others and takes nothing from us.
	elsewhere, err := net.Dial("udp", "127.0.0.1:9")
	if err != nil {
		t.Fatal(err)
	}
	defer elsewhere.Close()
	b := newBench(t, resolver.Config{Servers: []string{elsewhere.LocalAddr().String()}}, zone)
	want(t, b.ask("MX example.org"), "10 a.example.org, 20 b.example.org, 20 aa.example.org")
	want(t, strings.ReplaceAll(b.ask("MX refused.example"), elsewhere.LocalAddr().String(), "NOBODY"),
		"resolver: MX refused.example: server NOBODY: read: connection refused; server SERVER1: REFUSED")
}

func TestAnswersAreCopies(t *testing.T) {
	b := newBench(t, resolver.Config{}, zone)
	ctx := context.Background()
	for range 2 {
		mx, _ := b.MX(ctx, "example.org")
		want(t, mx[0].Host, "a.example.org")
		mx[0].Host = "changed"
		texts, _ := b.TXT(ctx, "example.org")
		want(t, texts[0], "v=spf1 -all")
		texts[0] = "changed"
		addrs, _ := b.Addrs(ctx, "six.example.org")
		want(t, addrs[0].String(), "2001:db8::2")
		addrs[0] = netip.Addr{}
		names, _ := b.Names(ctx, netip.MustParseAddr("192.0.2.1"))
		want(t, names[0], "a.example.org")
		names[0] = "changed"
	}
}
