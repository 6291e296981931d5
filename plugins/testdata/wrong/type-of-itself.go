package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

type tree []tree

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			var t tree
			_ = t
			return filters.Pass()
		},
	}, o.Err()
}
