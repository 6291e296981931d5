package filters

import (
	"net/netip"
	"strings"
)

// literal reads the rest of an address literal (RFC 5321, section 4.1.3).
func (r *pathReader) literal() *PathError {
	end := strings.IndexByte(r.s[r.i:], ']')
	if end < 0 || !isLiteral(r.s[r.i:r.i+end]) {
		return addressFault("an address literal reads [192.0.2.1] or [IPv6:2001:db8::1]")
	}
	r.i += end + 1
	return nil
}

// isLiteral tells whether s may stand between the brackets. An octet of IPv4 with a leading zero may not, though the
// grammar has it: some servers read it as octal, and the two sides would mean different hosts.
func isLiteral(s string) bool {
	tag, content, tagged := strings.Cut(s, ":")
	switch {
	case !tagged:
		a, err := netip.ParseAddr(s)
		return err == nil && a.Is4()
	case strings.EqualFold(tag, "IPv6"):
		a, err := netip.ParseAddr(content)
		return err == nil && a.Is6() && a.Zone() == ""
	}
	return isTag(tag) && content != "" && !strings.ContainsFunc(content, func(c rune) bool {
		return c <= ' ' || c > '~' || c == '[' || c == '\\'
	})
}

// isTag tells whether s is an Ldh-str.
func isTag(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isAlnum(s[i]) && s[i] != '-' {
			return false
		}
	}
	return s != "" && s[len(s)-1] != '-'
}
