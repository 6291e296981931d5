package relay

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// readDomains makes the set of domains, in lower case, from the list and from the file, if one is named.
func readDomains(o *filters.Options, list []string, file string) map[string]bool {
	set := map[string]bool{}
	for _, d := range list {
		if !isDomain(d) {
			o.Errorf("domains", "%s", noDomain(d))
		}
		set[lower(d)] = true
	}
	if file != "" {
		if err := addFile(set, file); err != nil {
			o.Errorf("domains_file", "%v", err)
		}
	}
	return set
}

// addFile adds a file's domains to the set, up to the first line that has none.
func addFile(set map[string]bool, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	n := 1
	for ; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		d := strings.TrimSpace(text)
		if d == "" {
			continue
		}
		if !isDomain(d) {
			return fmt.Errorf("%s:%d: %s", name, n, noDomain(d))
		}
		set[lower(d)] = true
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n, err)
	}
	return nil
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
