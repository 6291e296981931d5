// Package len has a name that the language has too.
package len

import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) {
	max := o.Int("max", 64, "longest local part")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			if len(to.Local()) > max {
				return filters.Refuse("5.1.3", "this local part is too long")
			}
			return filters.Pass()
		},
	}, o.Err()
}
