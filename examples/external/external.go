// Package external marks the subject of mail from outside, so that nobody takes a stranger for a colleague. Mail whose sender is of
// one of our domains, and that of clients that have logged in, has no mark.
//
//	plugin "external" {
//	  source  = "external.go"
//	  options = { domains = ["example.org"], tag = "[external] " }
//	}
//
// A DKIM signature that covers the subject doesn't hold behind this filter: it belongs on the last gate before the mailboxes.
package external

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	domains := o.List("domains", nil, "our own domains")
	tag := o.String("tag", "[external] ", "what is put before the subject")
	return &filters.Filter{
		Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
			if s.User() != "" || ours(s.Sender().Domain(), domains) {
				return filters.Pass()
			}
			if !strings.HasPrefix(m.Header.Get("Subject"), tag) {
				m.Header.PrefixSubject(tag)
			}
			return filters.Pass()
		},
	}, o.Err()
}

func ours(domain string, domains []string) bool {
	for _, d := range domains {
		if strings.EqualFold(domain, d) {
			return true
		}
	}
	return false
}
