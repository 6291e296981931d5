package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session) filters.Verdict { return filters.Pass() },
		Rcpt:      nil,
	}, o.Err()
}
