package senderdomain

import (
	"net/netip"
	"strings"
)

// isName tells whether DNS could have name as that of a host (RFC 1035, section 2.3.4). What can't be asked for isn't there.
// Names with letters beyond ASCII are left to the resolver, which converts them.
func isName(name string) bool {
	if !ascii(name) {
		return true
	}
	for _, label := range strings.Split(name, ".") {
		if label == "" || len(label) > 63 || strings.ContainsFunc(label, isForeign) {
			return false
		}
	}
	return len(name) <= 253
}

func ascii(s string) bool { return !strings.ContainsFunc(s, func(c rune) bool { return c >= 0x80 }) }

// isForeign is true of what host names don't hold; the underscore is against the letter, and in use.
func isForeign(c rune) bool {
	return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_'
}

// aboutLiteral judges an address literal (RFC 5321, section 4.1.3), brackets and all.
func aboutLiteral(domain string) finding {
	const tag = "IPv6:"
	text := strings.Trim(domain, "[]")
	if len(text) > len(tag) && strings.EqualFold(text[:len(tag)], tag) {
		text = text[len(tag):]
	}
	a, err := netip.ParseAddr(text)
	if err != nil { // of a kind that nobody has defined yet
		return isMissing("Sender domain must have an MX or an address")
	}
	return aboutAddrs("Sender domain", []netip.Addr{a})
}
