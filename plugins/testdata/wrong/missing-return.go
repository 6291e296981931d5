package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

func size(n int) string {
	if n > 10 {
		return "big"
	}
}

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {

			return filters.Pass()
		},
	}, o.Err()
}
