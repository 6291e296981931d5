package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

type small int

type large int

func show(v any) bool {
	_, ok := v.(small)
	return ok
}

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			show(small(1))
			show(large(1))
			return filters.Pass()
		},
	}, o.Err()
}
