package resolver

import "strings"

// textOf joins the strings of a TXT record (RFC 7208, section 3.3), each as package dns gives it: in the words of a master
// file, where \DDD is a byte and \X is X (RFC 1035, section 5.1).
func textOf(parts []string) string {
	joined := strings.Join(parts, "")
	if !strings.Contains(joined, `\`) {
		return joined
	}
	var b strings.Builder
	for i := 0; i < len(joined); i++ {
		switch c := joined[i]; {
		case c != '\\':
			b.WriteByte(c)
		case isDDD(joined[i+1:]):
			b.WriteByte(100*(joined[i+1]-'0') + 10*(joined[i+2]-'0') + joined[i+3] - '0')
			i += 3
		case i+1 < len(joined):
			i++
			b.WriteByte(joined[i])
		}
	}
	return b.String()
}

func isDDD(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range 3 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
