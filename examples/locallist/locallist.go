// Package locallist refuses the senders that a file names, one a line: a mailbox, or a domain as @example.net. Blank lines and
// comments, which begin with #, mean nothing. The file is read with the configuration, so that SIGHUP reads it again.
//
//	plugin "locallist" {
//	  source  = "locallist.go"
//	  options = { senders = "senders" }
//	}
package locallist

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	listed := map[string]bool{}
	for _, line := range o.Lines("senders", "a file of mailboxes and @domains, one a line") {
		listed[strings.ToLower(line)] = true
	}
	return &filters.Filter{
		Sender: func(s *filters.Session, from *filters.Path) filters.Verdict {
			mailbox := strings.ToLower(from.Mailbox())
			if listed[mailbox] || listed["@"+strings.ToLower(from.Domain())] {
				return filters.Refuse("5.7.1", from.String()+"... we don't take your mail")
			}
			return filters.Pass()
		},
	}, o.Err()
}
