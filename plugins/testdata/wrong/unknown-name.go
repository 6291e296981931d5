package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			if s.Sendr().Null() {
				return filters.Refuze("5.7.1", "no")
			}
			return filters.Pass()
		},
	}, o.Err()
}
