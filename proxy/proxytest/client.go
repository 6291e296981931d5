package proxytest

import (
	"net"
	"net/netip"
	"strings"
)

// ClientFile is the name of the section that says from which address the client comes.
const ClientFile = "client"

// client is the address of the section; the zero value without it, port 0 where it names none.
func (t *Transcript) client() (netip.AddrPort, error) {
	text, has := t.Files[ClientFile]
	if !has {
		return netip.AddrPort{}, nil
	}
	var client netip.AddrPort
	for i, raw := range strings.Split(string(text), "\n") {
		word := strings.TrimSpace(raw)
		if word == "" || word[0] == '#' {
			continue
		}
		addr, bad := parseClient(word, client.IsValid())
		if bad != nil {
			bad.column = strings.Index(raw, word) + 1
			return netip.AddrPort{}, t.wrong(t.at[ClientFile]+1+i, raw, bad)
		}
		client = addr
	}
	if !client.IsValid() {
		return client, t.wrong(max(t.at[ClientFile], 1), "-- "+ClientFile+" --", mistakeAt(1, `want an address below, as in "192.0.2.5"`))
	}
	return client, nil
}

func parseClient(word string, second bool) (netip.AddrPort, *mistake) {
	if second {
		return netip.AddrPort{}, mistakeAt(1, "a second address; the client comes from one")
	}
	if addr, err := netip.ParseAddr(word); err == nil {
		return netip.AddrPortFrom(addr, 0), nil
	}
	client, err := netip.ParseAddrPort(word)
	if err != nil {
		const want = `want an address like "192.0.2.5", "2001:db8::5", "192.0.2.5:4025" or "[2001:db8::5]:4025", have %q`
		return client, mistakeAt(1, want, word)
	}
	return client, nil
}

// Accepted wraps a connection that the gateway has accepted: it lives by the clock, and comes from Client. It must be a
// *net.TCPConn.
func (s *Stage) Accepted(c net.Conn) net.Conn {
	wrapped := s.Clock.Conn(c)
	w, ok := wrapped.(*conn)
	if !ok || !s.Client.IsValid() {
		return wrapped
	}
	from := net.TCPAddrFromAddrPort(s.Client)
	if real, ok := c.RemoteAddr().(*net.TCPAddr); ok && from.Port == 0 {
		from.Port = real.Port
	}
	w.from = from
	return w
}

// whence is the client's address as the gateway sees it.
func (s *Stage) whence() string {
	if s.Client.IsValid() {
		return s.Client.Addr().String()
	}
	return "127.0.0.1"
}
