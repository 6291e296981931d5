package ratelimit

import (
	"cmp"
	"net/netip"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// What a key's value is called in the store: however it is written, it is one.

// host is the address of a client; of IPv6 its /64, all of which one host can have.
func host(c filters.Client) string {
	if a := c.Addr.Unmap(); a.Is4() {
		return a.String()
	}
	return c.Network().String()
}

// mailbox is that of a path, without the quotes that it may or may not have; "" of the null path.
func mailbox(p filters.Path) string {
	if p.Domain() == "" {
		return plain(p.Local())
	}
	return plain(p.Local()) + "@" + domain(p)
}

func domain(p filters.Path) string {
	if text, is := strings.CutPrefix(p.Domain(), "["); is {
		return literal(strings.TrimSuffix(text, "]"))
	}
	return cmp.Or(plain(p.Domain()), plain(p.Local()))
}

// literal is an address literal in its brackets; an IPv6 address has many spellings (RFC 4291, section 2.2).
func literal(text string) string {
	text = fold(text)
	a, err := netip.ParseAddr(strings.TrimPrefix(text, "ipv6:"))
	if err != nil {
		return "[" + text + "]"
	}
	return "[" + a.Unmap().String() + "]"
}

// others is what all names are called together that have letters of which several forms may be one.
const others = "?"

// plain is a name without its case, or others. To know which forms of letters are one takes the tables of RFC 5895: full-width letters, those
// that are followed by their accents, those that aren't seen. Who could write one name in a thousand ways would have a thousand buckets.
func plain(name string) string {
	name = fold(name)
	if strings.ContainsFunc(name, isOther) {
		return others
	}
	return name
}

// fold takes the case off all letters. Upper case comes first, for there are letters of lower case, such as the long s, that only
// so become the same as others.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// isOther is true of all but ASCII and the letters of lower case that have one form only.
func isOther(r rune) bool {
	for _, letters := range unmistakable {
		if letters[0] <= r && r <= letters[1] {
			return false
		}
	}
	return true
}

// unmistakable are letters, the first and the last of a range, that no mapping makes of others or into others.
var unmistakable = [...][2]rune{
	{0, 0x7f},        // ASCII
	{0xe0, 0xf6},     // Latin
	{0xf8, 0x131},    //
	{0x134, 0x13e},   //
	{0x141, 0x148},   //
	{0x14a, 0x17e},   //
	{0x3ac, 0x3c1},   // Greek
	{0x3c3, 0x3ce},   //
	{0x430, 0x45f},   // Cyrillic
	{0x5d0, 0x5ea},   // Hebrew
	{0x621, 0x63a},   // Arabic
	{0x641, 0x64a},   //
	{0x3041, 0x3096}, // Hiragana
	{0x30a1, 0x30fa}, // Katakana
	{0x4e00, 0x9fa5}, // Han
	{0xac00, 0xd7a3}, // Hangul
}
