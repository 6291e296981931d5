package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

var count int

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			count++
			return filters.Pass()
		},
	}, o.Err()
}
