package quota

import (
	"net/textproto"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			textproto.Dial("tcp", "192.0.2.1:25")
			return filters.Pass()
		},
	}, o.Err()
}
