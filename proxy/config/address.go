package config

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// A rule says what is wanted instead of a text, or "" where the text is right.
type rule func(text string) (want string)

const (
	wantAddress = `a host and a port such as "192.0.2.1:25" or "[::1]:25"`
	wantHost    = "the name or the IP address of a host"
)

// listener is a rule: a host, or none for all, and a port; port 0 is any that is free.
func listener(s string) string {
	host, port, want := splitAddress(s)
	switch {
	case want != "":
		return want
	case host == "*":
		return fmt.Sprintf(`"[::]:%d", which is all addresses`, port)
	case host != "" && !validHost(host) && !validIP(host):
		return wantHost
	}
	return ""
}

// server is a rule: a host and a port.
func server(s string) string {
	host, port, want := splitAddress(s)
	switch {
	case want != "":
		return want
	case !validHost(host) && !validIP(host):
		return wantHost
	case port == 0:
		return "a port from 1 to 65535"
	}
	return ""
}

// nameserver is a rule: an IP address, alone for port 53. A name would need a name server.
func nameserver(s string) string {
	host, port, want := splitAddress(s)
	if validIP(s) || want == "" && validIP(host) && port > 0 {
		return ""
	}
	return `an IP address and a port such as "127.0.0.1:53"`
}

// splitAddress takes host:port apart. No name is looked up, of a port neither: files move between machines.
func splitAddress(s string) (host string, port uint16, want string) {
	host, number, err := net.SplitHostPort(s)
	if err != nil {
		return "", 0, wantAddress
	}
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil || number != strconv.FormatUint(n, 10) {
		return "", 0, "a port from 0 to 65535"
	}
	return host, uint16(n), ""
}

func validIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

// validHost takes the names of RFC 1123, section 2.1, and underscores, which some networks have.
func validHost(s string) bool {
	if len(s) > 253 || validIP(s) {
		return false
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(s, "."), ".") {
		if !validLabel(label) {
			return false
		}
	}
	return true
}

func validLabel(s string) bool {
	plain := strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-_")
	return s != "" && len(s) <= 63 && plain == "" && s[0] != '-' && s[len(s)-1] != '-'
}

// Public tells whether other machines may reach an address on which a front listens.
func Public(address string) bool {
	host, _, _ := splitAddress(address)
	return !loopback(host)
}

// loopback takes names for what they are by RFC 6761, section 6.3.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback() || strings.EqualFold(host, "localhost")
}
