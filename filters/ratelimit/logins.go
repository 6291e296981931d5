package ratelimit

import (
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
)

// logins counts the attempts of one session.
func (l *limiter) logins(*filters.Session) *filters.Filter {
	var undecided []string // the buckets that have paid for what the server hasn't answered; EXTERNAL can ask twice in one attempt
	return &filters.Filter{
		Login: func(s *filters.Session, login *filters.Login) filters.Verdict {
			b := l.bucket(facts{client: s.Client(), login: login.Name})
			wait, err := l.take(s, b, 1)
			if b.key != "" && wait == 0 && err == nil {
				undecided = append(undecided, b.key)
			}
			return l.answer(s, b, wait, err)
		},
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			if len(undecided) == 0 || !slices.Contains(loginVerbs[:], c.Verb) {
				return filters.Pass()
			}
			decided := undecided
			if undecided = nil; failed(r) {
				return filters.Pass()
			}
			if err := l.putBack(s, 1, decided); err != nil {
				return filters.Fail(err)
			}
			return filters.Pass()
		},
	}
}

// loginVerbs are the commands whose reply is the outcome of a login.
var loginVerbs = [...]string{"AUTH", "PASS", "APOP"}

// failed tells whether a login was refused for good; 4xx is the server's own trouble.
func failed(r *filters.Reply) bool { return !r.OK() && r.Code/100 != 4 }
