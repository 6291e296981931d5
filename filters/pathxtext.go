package filters

import "strings"

// isXtext tells whether a parameter's value is xtext: ORCPT and ENVID (RFC 3461), AUTH (RFC 4954, section 5).
func isXtext(keyword string) bool {
	return strings.EqualFold(keyword, "ORCPT") || strings.EqualFold(keyword, "ENVID") || strings.EqualFold(keyword, "AUTH")
}

const hexDigits = "0123456789ABCDEF"

// decodeXtext decodes xtext (RFC 3461, section 4). What is bad xtext, or would decode to a control or a byte beyond
// ASCII, which none of the three may hide, comes back as it is.
func decodeXtext(s string) string {
	if !strings.Contains(s, "+") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '+' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return s
		}
		high, low := strings.IndexByte(hexDigits, s[i+1]), strings.IndexByte(hexDigits, s[i+2])
		c := high<<4 | low
		if high < 0 || low < 0 || c < ' ' || c > '~' {
			return s
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String()
}

// encodeXtext encodes as RFC 3461 says. UTF-8 stays as it is: RFC 6533 has its own form for it.
func encodeXtext(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == '+' || c == '=' || c == 0x7F {
			b.Write([]byte{'+', hexDigits[c>>4], hexDigits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
