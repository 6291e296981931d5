package proxytest

import (
	"net"
	"net/netip"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// newTell refuses recipients with the client's address.
func newTell(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			c := s.Client()
			return filters.Refuse("5.7.1", netip.AddrPortFrom(c.Addr, c.Port).String())
		},
	}, o.Err()
}

func TestClientMistakes(t *testing.T) {
	leaktest.Check(t)
	tests := map[string]string{
		"":                         "t.txt:3:1: want an address below, as in \"192.0.2.5\"\n-- client --\n^",
		"# nobody\n\n":             "t.txt:3:1: want an address below, as in \"192.0.2.5\"\n-- client --\n^",
		"192.0.2.5\n":              "",
		"\n# us\r\n192.0.2.5\r\n":  "",
		"2001:db8::5":              "",
		"[2001:db8::5]:25\n":       "",
		"192.0.2.5\n 192.0.2.6\n":  "t.txt:5:2: a second address; the client comes from one\n 192.0.2.6\n ^",
		"# us\n  192.0.2.256\n":    "t.txt:5:3: want an address like \"192.0.2.5\", \"2001:db8::5\", \"192.0.2.5:4025\" or \"[2001:db8::5]:4025\", have \"192.0.2.256\"\n  192.0.2.256\n  ^",
		"192.0.2.5:70000\r\n":      "t.txt:4:1: want an address like \"192.0.2.5\", \"2001:db8::5\", \"192.0.2.5:4025\" or \"[2001:db8::5]:4025\", have \"192.0.2.5:70000\"\n192.0.2.5:70000\n^",
		"client.example.org\n-- x": "t.txt:4:1: want an address like \"192.0.2.5\", \"2001:db8::5\", \"192.0.2.5:4025\" or \"[2001:db8::5]:4025\", have \"client.example.org\"\nclient.example.org\n^",
	}
	for text, want := range tests {
		_, err := Parse("t.txt", []byte(title+"S: 220 mx\n-- client --\n"+text))
		have := ""
		if err != nil {
			have = err.Error()
		}
		if have != want {
			t.Errorf("%q: have\n%s\nwant\n%s", text, have, want)
		}
	}
}

// Without a port the client has the one that it really has, so that two connections differ.
func TestAccepted(t *testing.T) {
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	real := client.LocalAddr().(*net.TCPAddr).AddrPort()
	for given, want := range map[netip.AddrPort]netip.AddrPort{
		{}:                                     real,
		netip.MustParseAddrPort("192.0.2.5:0"): netip.AddrPortFrom(netip.MustParseAddr("192.0.2.5"), real.Port()),
		netip.MustParseAddrPort("[2001:db8::5]:4025"): netip.MustParseAddrPort("[2001:db8::5]:4025"),
	} {
		s := &Stage{Clock: NewClock(), Client: given}
		if have := s.Accepted(c).RemoteAddr().String(); have != want.String() {
			t.Errorf("%v: have %s, want %v", given, have, want)
		}
	}
}
