package mimerewrite

import (
	"fmt"
	"net/netip"
	"strings"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters"
)

// outside tells mail from outside.
type outside struct {
	domains  map[string]bool // in lower case
	networks []netip.Prefix  // IPv4 ones never in the IPv4-mapped form
}

func readOutside(o *filters.Options) outside {
	w := outside{domains: map[string]bool{}}
	for i, d := range o.List("domains", nil, "our domains, each as it is, whose mail isn't from outside; in POP3 those of From") {
		p, err := filters.ParsePath("postmaster@" + d)
		if err != nil || p.Domain() != d {
			o.Errorf(fmt.Sprintf("domains[%d]", i), "%q is not a domain; want one such as \"example.org\", without wildcard, @ or final dot", d)
		}
		w.domains[lower(d)] = true
	}
	for i, text := range o.List("networks", nil, "prefixes and addresses of clients whose mail isn't from outside, in SMTP") {
		p, err := parseNetwork(text)
		if err != nil {
			o.Errorf(fmt.Sprintf("networks[%d]", i), "%v", err)
		}
		w.networks = append(w.networks, p)
	}
	return w
}

// parseNetwork reads a prefix or an address. Bits behind the prefix are an error: who wrote them meant something else.
func parseNetwork(s string) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(s)
	if !strings.Contains(s, "/") {
		var a netip.Addr
		a, err = netip.ParseAddr(s)
		p = netip.PrefixFrom(a, a.BitLen())
	}
	if err != nil || strings.Contains(s, "%") {
		return netip.Prefix{}, fmt.Errorf("%q is not a network; want one such as \"192.0.2.0/24\", \"2001:db8::/32\" or an address", s)
	}
	if p.Masked() != p {
		return netip.Prefix{}, fmt.Errorf("%q has bits behind its prefix; want %q or %q", s, p.Masked(), p.Addr())
	}
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p, nil
}

// is tells whether a message is from outside. In POP3, without an envelope, From has to tell.
func (w outside) is(s *filters.Session, m *filters.Message) bool {
	if s.Protocol() == filters.POP3 {
		return !w.areOurs(m.Header.Raw("From"), m.Header.Values("From"))
	}
	return s.User() == "" && !w.inNetworks(s.Client().Addr) && !w.domains[lower(s.Sender().Domain())]
}

func (w outside) inNetworks(client netip.Addr) bool {
	client = client.Unmap().WithZone("")
	for _, p := range w.networks {
		if p.Contains(client) {
			return true
		}
	}
	return false
}

// areOurs tells whether all addresses in the From fields are of our domains, whichever of them a reader shows. What encoded words say is
// text and no address; but where they hold an @ some readers show it as one.
func (w outside) areOurs(raw, decoded []string) bool {
	addresses := 0
	for i := range raw {
		domains, plain := domainsIn(raw[i])
		if !plain || strings.Count(decoded[i], "@") != strings.Count(raw[i], "@") {
			return false
		}
		for _, d := range domains {
			if addresses++; !w.domains[lower(d)] {
				return false
			}
		}
	}
	return addresses > 0
}

// domainsIn are the domains of the addresses in a field: all that follows an @ that isn't in a comment or in quotes. plain is false where the field
// has something that not all readers take alike.
func domainsIn(value string) (domains []string, plain bool) {
	value, plain = bare(value)
	for at := strings.IndexByte(value, '@'); at >= 0 && plain; at = strings.IndexByte(value, '@') {
		value = value[at+1:]
		end := strings.IndexFunc(value, func(c rune) bool { return !isOfDomain(c) })
		if end < 0 {
			end = len(value)
		}
		domains = append(domains, value[:end])
		plain = end > 0 && (end == len(value) || strings.IndexByte(">, ;\t\r\n", value[end]) >= 0)
		value = value[end:]
	}
	return domains, plain
}

// isOfDomain tells whether a character can be in a domain that is a name.
func isOfDomain(c rune) bool {
	return c == '-' || c == '.' || '0' <= c && c <= '9' || unicode.IsLetter(c) || unicode.IsMark(c)
}

// bare takes comments and quoted strings out of a field. plain is false where one doesn't end, or where there is something that is in neither and
// shouldn't be there.
func bare(value string) (text string, plain bool) {
	var b strings.Builder
	depth, quoted, escaped := 0, false, false
	for _, c := range value {
		switch {
		case c < ' ' && c != '\t' && c != '\r' && c != '\n' || c == 0x7f || c == unicode.ReplacementChar:
			return "", false
		case escaped:
			escaped = false
		case c == '\\':
			if escaped = quoted || depth > 0; !escaped {
				return "", false
			}
		case quoted:
			quoted = c != '"'
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return "", false
			}
		case depth > 0:
		case c == '"':
			quoted = true
		default:
			b.WriteRune(c)
		}
	}
	return b.String(), depth == 0 && !quoted && !escaped
}

// lower puts the letters of ASCII in lower case and no others: Unicode has letters, such as the Kelvin sign, whose lower
// case is ASCII, and a domain with one is another domain.
func lower(domain string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return c + 'a' - 'A'
		}
		return c
	}, domain)
}
