package filters_test

import (
	"net/netip"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestClientNetwork(t *testing.T) {
	for addr, wanted := range map[string]string{
		"192.0.2.25":         "192.0.2.0/24",
		"::ffff:192.0.2.25":  "192.0.2.0/24",
		"2001:db8:1:2:3::4":  "2001:db8:1:2::/64",
		"fe80::1:2:3:4%eth0": "fe80::/64",
		"::1":                "::/64",
	} {
		want(t, filters.Client{Addr: netip.MustParseAddr(addr)}.Network().String(), wanted)
	}
	if p := (filters.Client{}).Network(); p.IsValid() {
		t.Error(p)
	}
}

func TestReplyOK(t *testing.T) {
	for code, ok := range map[int]bool{0: false, 199: false, 200: true, 250: true, 354: true, 399: true, 400: false, 421: false, 550: false} {
		if (&filters.Reply{Code: code}).OK() != ok {
			t.Errorf("%d is not OK %v", code, ok)
		}
	}
}
