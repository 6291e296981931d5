package resolver

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"

	"github.com/miekg/dns"
)

// serversOf are the configured servers as "ip:port", or those of a file as resolv.conf(5).
func serversOf(configured []string, file string) ([]string, error) {
	if len(configured) == 0 {
		return systemServers(file)
	}
	servers := make([]string, len(configured))
	for i, s := range configured {
		if a, err := netip.ParseAddr(s); err == nil {
			s = net.JoinHostPort(a.String(), "53")
		}
		if at, err := netip.ParseAddrPort(s); err != nil || at.Port() == 0 {
			return nil, fmt.Errorf("server %q: want an IP address and a port, as in 127.0.0.1:53", s)
		}
		servers[i] = s
	}
	return servers, nil
}

// systemServers passes over what is not an address, as the C library does.
func systemServers(file string) ([]string, error) {
	local := []string{"127.0.0.1:53"}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return local, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := dns.ClientConfigFromReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var servers []string
	for _, s := range c.Servers {
		if _, err := netip.ParseAddr(s); err == nil {
			servers = append(servers, net.JoinHostPort(s, c.Port))
		}
	}
	if len(servers) == 0 {
		return local, nil
	}
	return servers, nil
}
