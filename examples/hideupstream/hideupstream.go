// Package hideupstream takes the names of mail software out of what the server behind says, so that nobody learns which faults
// to try. The greeting of SMTP is made anew; what EHLO lists stays, since programs read it.
//
//	plugin "hideupstream" {
//	  source  = "hideupstream.go"
//	  options = { name = "mx1.example.org" }
//	}
package hideupstream

import (
	"regexp"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	name := o.String("name", "mail", "what the greeting says instead")
	software := o.String("software", `(?i)\b(postfix|exim|sendmail|exchange|domino|dovecot|cyrus)\b\S*`, "what is taken out, a regular expression")
	words, err := regexp.Compile(software)
	if err != nil {
		o.Errorf("software", "%v", err)
		return nil, o.Err()
	}
	return &filters.Filter{
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			if c.Verb == "" && r.OK() && s.Protocol() == filters.SMTP {
				r.Lines = []string{name + " ESMTP"}
				return filters.Pass()
			}
			for i := range r.Lines {
				if i == 0 || c.Verb != "EHLO" {
					r.Lines[i] = words.ReplaceAllString(r.Lines[i], "mail")
				}
			}
			return filters.Pass()
		},
	}, o.Err()
}
