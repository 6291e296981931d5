package senderdomain

import (
	"net/netip"
	"strings"
	"testing"
)

// The same addresses are of no use behind a mail exchanger, behind a domain and as a literal.
func TestPlaces(t *testing.T) {
	for addr, usable := range map[string]bool{
		"192.0.2.1": true, "10.0.0.1": true, "2001:db8::1": true, "fd00::1": true, "::ffff:192.0.2.1": true,
		"64:ff9b::192.0.2.1": true, "2002:c000:201::1": true, "2003::1": true, "64:ff9b:1::1": true, "1.0.0.1": true, "::1:0:0:1": true,

		"0.0.0.0": false, "0.1.2.3": false, "127.0.0.1": false, "127.255.0.1": false, "169.254.1.1": false, "224.0.0.1": false,
		"240.0.0.1": false, "255.255.255.255": false, "::": false, "::1": false, "::127.0.0.1": false, "::192.0.2.1": false,
		"fe80::1": false, "ff02::1": false, "::ffff:127.0.0.1": false, "::ffff:0.1.2.3": false,
		"64:ff9b::127.0.0.1": false, "64:ff9b::240.0.0.1": false, "2002:7f00:1::1": false, "2002:0:1::": false, "2002:a9fe:101::1": false,
	} {
		a := netip.MustParseAddr(addr)
		literal := "[" + addr + "]"
		if a.Is6() {
			literal = "[IPv6:" + addr + "]"
		}
		w := map[string]site{
			"own.example": {addrs: []netip.Addr{a}},
			"mx.example":  {mx: exchangers("own.example")},
		}
		for _, domain := range []string{"own.example", "mx.example", literal} {
			answer := mail(t, &world{sites: w}, entry(t), "<u@"+domain+">").answer
			if usable != (answer == "") || !usable && !strings.HasSuffix(answer, " must not be at "+a.String()) {
				t.Errorf("%s: %q", domain, answer)
			}
		}
	}
}
