package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

var limit int

func New(o *filters.Options) (*filters.Filter, error) {
	limit = o.Int("limit", 10, "most recipients")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			_ = limit
			return filters.Pass()
		},
	}, o.Err()
}
