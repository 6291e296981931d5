package quota

import (
	"sort"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	names := o.List("names", nil, "names")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			sort.Strings(names)
			return filters.Pass()
		},
	}, o.Err()
}
