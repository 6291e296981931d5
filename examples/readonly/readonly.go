// Package readonly lets a POP3 mailbox be read and not emptied: DELE is refused. It is for an archive, or for two programs that
// fetch from one mailbox.
//
//	plugin "readonly" { source = "readonly.go" }
package readonly

import "github.com/gatepost-mail/gatepost/filters"

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Command: func(s *filters.Session, c *filters.Command) filters.Verdict {
			if s.Protocol() == filters.POP3 && c.Verb == "DELE" {
				return filters.Refuse("5.7.1", "this mailbox is read only")
			}
			return filters.Pass()
		},
	}, o.Err()
}
