// Package failedlogins notes who failed to log in, from where and how, so that the log can be watched for guessed passwords. It
// changes nothing, and works in SMTP as in POP3.
//
//	plugin "failedlogins" { source = "failedlogins.go" }
//
// The log and the journal have notes such as
//
//	failedlogins.failed  mrose by PLAIN from 192.0.2.5
package failedlogins

import "github.com/gatepost-mail/gatepost/filters"

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Open: func(s *filters.Session) *filters.Filter {
			var try filters.Login
			return &filters.Filter{
				Login: func(s *filters.Session, l *filters.Login) filters.Verdict {
					try = *l
					return filters.Pass()
				},
				Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
					if (c.Verb == "AUTH" || c.Verb == "PASS" || c.Verb == "APOP") && !r.OK() {
						s.Note("failedlogins.failed", try.Name+" by "+try.Mechanism+" from "+s.Client().Addr.String())
					}
					return filters.Pass()
				},
			}
		},
	}, o.Err()
}
