package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	seen := map[string]int{}
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			seen[to.String()]++
			return filters.Pass()
		},
	}, o.Err()
}
