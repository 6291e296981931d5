package mimerewrite

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf16"
)

// active is what HTML that does something has. In octets that mean other letters nothing of it comes about by chance, as single
// tags such as "<a" do in ISO-2022-JP.
var active = regexp.MustCompile(`(?i)<(?:script|style|i?frame|object|embed|applet|form|input|button|textarea|select|svg|math|meta|link|base|template|video|audio|img)\b` +
	`|\bon[a-z]{3,}\s*=|(?:href|src|action)\s*=|(?:java|vb)script:`)

// isDisguised tells whether octets are active HTML for a reader that doesn't know their charset and takes them for ASCII, or takes them for
// UTF-7, where the text that they are by their charset is less so.
func isDisguised(octets, text string) bool {
	if coded := fromUTF7(octets); coded != octets && actives(coded) > actives(text) {
		return true
	}
	return octets != text && actives(octets) > actives(text) // most are the same
}

func actives(text string) int { return len(active.FindAllStringIndex(text, -1)) }

// shifted is what stands in UTF-16 in a text of UTF-7 (RFC 2152).
var shifted = regexp.MustCompile(`\+[A-Za-z0-9+/]+-?`)

func fromUTF7(octets string) string {
	return shifted.ReplaceAllStringFunc(octets, func(run string) string {
		digits := strings.TrimSuffix(run[1:], "-")
		coded, _ := base64.RawStdEncoding.DecodeString(digits) // what it gives of one that is cut is right
		units := make([]uint16, len(coded)/2)
		for i := range units {
			units[i] = uint16(coded[2*i])<<8 | uint16(coded[2*i+1])
		}
		return string(utf16.Decode(units))
	})
}
