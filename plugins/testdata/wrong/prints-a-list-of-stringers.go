package quota

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
)

type level int

func (l level) String() string { return "level" }

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			s.Note("quota.levels", fmt.Sprint([]level{1, 2}))
			return filters.Pass()
		},
	}, o.Err()
}
