package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

type late struct{ by string }

func (l late) Error() string { return l.by }

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			err := s.Context().Err()
			if e, ok := err.(late); ok {
				s.Note("quota.late", e.by)
			}
			return filters.Pass()
		},
	}, o.Err()
}
