package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

//go:linkname exit os.runtime_beforeExit
func exit(int)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {

			return filters.Pass()
		},
	}, o.Err()
}
