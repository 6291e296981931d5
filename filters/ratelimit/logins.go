package ratelimit

import (
	"slices"
	"strings"
	"time"

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
		Close: func(s *filters.Session) {
			if err := l.putBack(s, 1, undecided); err != nil {
				s.Note("rate_limit.not_put_back", err.Error())
			}
		},
	}
}

// loginVerbs are the commands whose reply is the outcome of a login.
var loginVerbs = [...]string{"AUTH", "PASS", "APOP"}

// failed tells whether a login was refused for good; 4xx is the server's own trouble.
func failed(r *filters.Reply) bool { return !r.OK() && r.Code/100 != 4 && !saysNothing(r.Enhanced) }

// noGuess are the response codes of POP3 with which a login is refused for another reason than the password (RFC 2449, section 8.1; RFC
// 3206, section 4). SYS/PERM isn't here, for it is refused for good, as with 5xx.
var noGuess = [...]string{"SYS/TEMP", "IN-USE", "LOGIN-DELAY"}

// saysNothing tells whether a response code is one of these, or a detail of one, in any case (RFC 2449, section 8).
func saysNothing(code string) bool {
	code = strings.ToUpper(code) + "/"
	return slices.ContainsFunc(noGuess[:], func(known string) bool { return strings.HasPrefix(code, known+"/") })
}

// pause is how long whoever has failed too often waits to hear it: who guesses in one session gains nothing by asking faster, and a
// person hardly notices.
const pause = 5 * time.Second

// lockOut answers an attempt that the server won't hear of. In SMTP the next takes a new connection; in POP3, where [AUTH] says that it
// is about the login (RFC 3206, section 5), it takes the pause again.
func lockOut(s *filters.Session, text string) filters.Verdict {
	if s.Protocol() == filters.POP3 {
		return filters.Refuse("", text).After(pause)
	}
	return filters.Hangup(text).After(pause)
}
