package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

type quota struct{ count int }

func (q *quota) recipient(s *filters.Session, to *filters.Path) filters.Verdict {
	q.count++
	return filters.Pass()
}

func New(o *filters.Options) (*filters.Filter, error) {
	q := &quota{}
	return &filters.Filter{Recipient: q.recipient}, o.Err()
}
