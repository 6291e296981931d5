package proxytest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
	"go.uber.org/goleak"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

const zoneText = `
; a comment, and SERVFAIL in it
$TTL 300
example.org       IN SOA ns.example.org. me.example.org. (
                     7 3600 600 86400
                     120 )
example.org       MX 10 mail.example.org
mail.example.org  60 A 192.0.2.1
www.example.org   CNAME mail.example.org
bare.example.org  CNAME mail.example.org
bare.example.org  UNCHASED
away.example.org  CNAME nowhere.example.net
word.example.org  TXT SERVFAIL
broken.example    SERVFAIL
secret.example    REFUSED
lost.example      LAME
old.example       NOEDNS
old.example       A 192.0.2.2
half.example      SERVFAIL AAAA   ; one type
half.example      A 192.0.2.3
cut.example       TRUNCATED
cut.example       A 192.0.2.4
quiet.example     SILENT
late.example      SLOW 3s
late.example      A 192.0.2.5
noise.example     GARBAGE
forged.example    SPOOFED
forged.example    A 192.0.2.6
`

func newZone(t *testing.T, text string) *proxytest.Zone {
	t.Helper()
	leaktest.Check(t)
	z, err := proxytest.NewZone(text)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(z.Close)
	return z
}

func dialZone(t *testing.T, z *proxytest.Zone, network string) *dns.Conn {
	t.Helper()
	c, err := dns.Dial(network, z.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// send puts "A example.org" on the wire.
func send(t *testing.T, c *dns.Conn, question string) *dns.Msg {
	t.Helper()
	kind, name, _ := strings.Cut(question, " ")
	query := new(dns.Msg).SetQuestion(name+".", dns.StringToType[kind])
	if err := c.WriteMsg(query); err != nil {
		t.Fatal(err)
	}
	return query
}

func receive(t *testing.T, c *dns.Conn) *dns.Msg {
	t.Helper()
	m, err := c.ReadMsg()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// inShort is an answer as "NOERROR: rdata, rdata / SOA minimum".
func inShort(m *dns.Msg) string {
	var parts []string
	for _, rr := range m.Answer {
		parts = append(parts, strings.TrimPrefix(rr.String(), rr.Header().String()))
	}
	s := dns.RcodeToString[m.Rcode] + ": " + strings.Join(parts, ", ")
	for _, rr := range m.Ns {
		if soa, ok := rr.(*dns.SOA); ok {
			s += fmt.Sprint(" / SOA ", soa.Minttl)
		} else {
			s += " / " + dns.TypeToString[rr.Header().Rrtype]
		}
	}
	if m.Truncated {
		s += " cut"
	}
	return s
}

func TestZoneAnswers(t *testing.T) {
	z := newZone(t, zoneText)
	for _, c := range []struct{ question, udp, tcp string }{
		{"MX example.org", "NOERROR: 10 mail.example.org.", ""},
		{"MX EXAMPLE.ORG", "NOERROR: 10 mail.example.org.", ""},
		{"A mail.example.org", "NOERROR: 192.0.2.1", ""},
		{"A www.example.org", "NOERROR: mail.example.org., 192.0.2.1", ""},
		{"A bare.example.org", "NOERROR: mail.example.org.", ""},
		{"MX www.example.org", "NOERROR: mail.example.org. / SOA 120", ""},
		{"A away.example.org", "NXDOMAIN: nowhere.example.net. / SOA 60", ""},
		{"TXT word.example.org", `NOERROR: "SERVFAIL"`, ""},
		{"TXT example.org", "NOERROR:  / SOA 120", ""},
		{"A org", "NOERROR:  / SOA 60", ""},
		{"A nothing.example.org", "NXDOMAIN:  / SOA 120", ""},
		{"A nothing.example", "NXDOMAIN:  / SOA 60", ""},
		{"A broken.example", "SERVFAIL: ", ""},
		{"A secret.example", "REFUSED: ", ""},
		{"A lost.example", "NOERROR:  / NS", ""},
		{"A old.example", "NOERROR: 192.0.2.2", ""},
		{"A half.example", "NOERROR: 192.0.2.3", ""},
		{"AAAA half.example", "SERVFAIL: ", ""},
		{"A cut.example", "NOERROR:  cut", "NOERROR: 192.0.2.4"},
	} {
		for network, want := range map[string]string{"udp": c.udp, "tcp": c.tcp} {
			if want == "" {
				want = c.udp
			}
			conn := dialZone(t, z, network)
			query := send(t, conn, c.question)
			m := receive(t, conn)
			if have := inShort(m); have != want || m.Id != query.Id {
				t.Errorf("%s over %s:\nhave %q\nwant %q", c.question, network, have, want)
			}
		}
	}
}

func TestZoneCutsWhatIsTooLong(t *testing.T) {
	z := newZone(t, strings.Repeat("long.example TXT "+strings.Repeat("x", 250)+"\n", 3))
	udp, tcp := dialZone(t, z, "udp"), dialZone(t, z, "tcp")
	send(t, udp, "TXT long.example")
	if m := receive(t, udp); !m.Truncated {
		t.Errorf("over UDP: %v", m)
	}
	send(t, tcp, "TXT long.example")
	if m := receive(t, tcp); m.Truncated || len(m.Answer) != 3 {
		t.Errorf("over TCP: %v", m)
	}
}

func TestZoneWithoutEDNS(t *testing.T) {
	z := newZone(t, zoneText)
	c := dialZone(t, z, "udp")
	if err := c.WriteMsg(new(dns.Msg).SetQuestion("old.example.", dns.TypeA).SetEdns0(1232, false)); err != nil {
		t.Fatal(err)
	}
	if have := inShort(receive(t, c)); have != "FORMERR: " {
		t.Errorf("have %q", have)
	}
}

func TestZoneSaysNothing(t *testing.T) {
	z := newZone(t, zoneText)
	c := dialZone(t, z, "udp")
	send(t, c, "A quiet.example")
	z.Await(1)
	query := send(t, c, "A mail.example.org")
	if m := receive(t, c); m.Id != query.Id {
		t.Errorf("the silent name answers %v", m)
	}
	have := strings.Join(z.Queries(), ", ")
	if want := "A quiet.example, A mail.example.org"; have != want {
		t.Errorf("have the queries %q, want %q", have, want)
	}
}

// bell is a clock that rings when the test says so.
type bell struct{ ring chan time.Time }

func (b bell) Now() time.Time { return time.Unix(0, 0) }

func (b bell) After(d time.Duration) <-chan time.Time {
	if d != 3*time.Second {
		panic(d)
	}
	return b.ring
}

func TestZoneIsLate(t *testing.T) {
	b := bell{make(chan time.Time)}
	z, err := proxytest.NewZoneClock(zoneText, b)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	c := dialZone(t, z, "udp")
	late := send(t, c, "A late.example")
	z.Await(1)
	prompt := send(t, c, "A mail.example.org")
	if m := receive(t, c); m.Id != prompt.Id {
		t.Errorf("have %v before its time", m)
	}
	b.ring <- b.Now()
	if m := receive(t, c); m.Id != late.Id || inShort(m) != "NOERROR: 192.0.2.5" {
		t.Errorf("have %v", m)
	}
}

func TestZoneIsForged(t *testing.T) {
	z := newZone(t, zoneText)
	c := dialZone(t, z, "udp")
	query := send(t, c, "A forged.example")
	if _, err := c.ReadMsg(); err != dns.ErrShortRead {
		t.Errorf("first: have %v", err)
	}
	if m := receive(t, c); m.Id == query.Id || inShort(m) == "" {
		t.Errorf("second: have %v", m)
	}
	if m := receive(t, c); m.Question[0].Name == query.Question[0].Name {
		t.Errorf("third: have %v", m)
	}
	if m := receive(t, c); m.Response {
		t.Errorf("fourth: have %v", m)
	}
	if m := receive(t, c); m.Id != query.Id || inShort(m) != "NOERROR: 192.0.2.6" {
		t.Errorf("last: have %v", m)
	}
}

func TestZoneIsNoise(t *testing.T) {
	c := dialZone(t, newZone(t, zoneText), "udp")
	query := send(t, c, "A noise.example")
	if m, err := c.ReadMsg(); err == nil || m.Id != query.Id {
		t.Errorf("have %v, %v", m, err)
	}
}

func TestZoneTextIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"\nexample.org MX mail":          "line: 2",
		"\n\nexample.org SLOW":           "line 3: SLOW: want a duration",
		"example.org SLOW soon":          "line 1: SLOW: time: invalid duration",
		"example.org SLOW 1s MX A":       "want a type or nothing",
		"example.org SERVFAIL MAIL":      `SERVFAIL: want a type or nothing, have "MAIL"`,
		"example.org SILENT\nb A 1.2.3.": "line: 2",
		"$INCLUDE /etc/passwd":           "$INCLUDE",
	} {
		z, err := proxytest.NewZone(text)
		if err == nil {
			z.Close()
		}
		if err == nil || !strings.HasPrefix(err.Error(), "zone: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: have %v, want %q in it", text, err, want)
		}
	}
}

func TestZoneCloses(t *testing.T) {
	before := goleak.IgnoreCurrent()
	z, err := proxytest.NewZoneClock(zoneText, bell{make(chan time.Time)})
	if err != nil {
		t.Fatal(err)
	}
	udp, tcp := dialZone(t, z, "udp"), dialZone(t, z, "tcp")
	send(t, udp, "A late.example")
	send(t, tcp, "A late.example")
	if have := z.Await(2); !strings.Contains(strings.Join(have, ", "), "A late.example tcp") {
		t.Errorf("have %q", have)
	}
	z.Close()
	z.Close()
	goleak.VerifyNone(t, before)
}
