package quota

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
)

type point struct{ x, y int }

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			s.Note("quota.type", fmt.Sprintf("%T", point{}))
			return filters.Pass()
		},
	}, o.Err()
}
