// Package maxrcpts lets a transaction have so many recipients. Those beyond are asked to wait for another one, as senders with
// long lists do by themselves.
//
//	plugin "maxrcpts" {
//	  source  = "maxrcpts.go"
//	  options = { max = 10 }
//	}
package maxrcpts

import "github.com/gatepost-mail/gatepost/filters"

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	max := o.Int("max", 10, "most recipients in one transaction")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			if len(s.Recipients()) < max {
				return filters.Pass()
			}
			s.Note("maxrcpts.over", to.String())
			return filters.DeferCode(452, "4.5.3", "too many recipients, send the rest later")
		},
	}, o.Err()
}
