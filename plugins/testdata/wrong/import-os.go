package quota

import (
	"os"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			os.Remove(to.Local())
			return filters.Pass()
		},
	}, o.Err()
}
