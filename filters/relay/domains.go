package relay

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// readDomains makes the set of domains, in lower case, from the list and from the lines of the file.
func readDomains(o *filters.Options, list, lines []string) map[string]bool {
	set := map[string]bool{}
	for i, d := range list {
		if !isDomain(d) {
			o.Errorf(fmt.Sprintf("domains[%d]", i), "%s", noDomain(d))
		}
		set[lower(d)] = true
	}
	for _, d := range lines {
		if !isDomain(d) {
			o.Errorf("domains_file", "%s", noDomain(d))
		}
		set[lower(d)] = true
	}
	return set
}

// isDomain tells whether an address could have d behind its @.
func isDomain(d string) bool {
	p, err := filters.ParsePath("postmaster@" + d)
	return err == nil && p.Domain() == d
}

func noDomain(d string) string {
	return fmt.Sprintf("%q is not a domain; want one such as \"example.org\", without wildcard, @ or final dot", d)
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
