package resolver

import (
	"strings"
	"unicode/utf8"

	"github.com/miekg/dns"
	"golang.org/x/net/idna"
)

// question is a name and a type of record; the class is always IN.
type question struct {
	name string // lower case, without the final dot, as in a master file; "" is the root
	kind uint16 // dns.TypeMX
}

// String is "MX example.org".
func (q question) String() string { return dns.TypeToString[q.kind] + " " + q.name }

// maxName is the most bytes of a name without its final dot (RFC 1035, section 3.1: 255 octets on the wire).
const maxName = 253

// canonical is a domain name as questions have it. Labels of letters beyond ASCII are converted (RFC 5891, section 5).
// What can't be a name is none, and nobody is asked: bytes other than letters, digits, hyphen and underscore could
// mean something else to the other side than to us.
func canonical(name string) (canonical string, is bool) {
	if len(name) > 4*maxName {
		return "", false
	}
	name = strings.TrimSuffix(name, ".")
	if !isASCII(name) {
		if name, is = toASCII(name); !is {
			return "", false
		}
	}
	if len(name) > maxName {
		return "", false
	}
	for label := range strings.SplitSeq(name, ".") {
		if !isLabel(label) {
			return "", false
		}
	}
	return strings.ToLower(name), true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// toASCII converts label by label: the underscore of _dmarc and its like is legal beside a label that is not ASCII,
// and a letter that stands for a dot (U+3002) must not make two labels of one.
func toASCII(name string) (ascii string, is bool) {
	if !utf8.ValidString(name) { // package idna would make a name of it
		return "", false
	}
	labels := strings.Split(name, ".")
	for i, label := range labels {
		if isASCII(label) {
			continue
		}
		ascii, err := idna.Lookup.ToASCII(label)
		if err != nil || strings.Contains(ascii, ".") {
			return "", false
		}
		labels[i] = ascii
	}
	return strings.Join(labels, "."), true
}

// isLabel: RFC 1035, section 2.3.4, has 63 octets at most.
func isLabel(label string) bool {
	for i := range len(label) {
		switch c := label[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return label != "" && len(label) <= 63
}
