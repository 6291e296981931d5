// Package greylist asks strangers to come again: a client, a sender and a recipient that haven't met before are deferred for some
// minutes. A mail server tries again, and much of what sends junk doesn't. Who has logged in isn't a stranger.
//
//	plugin "greylist" {
//	  source  = "greylist.go"
//	  grant   = ["store"]
//	  options = { wait = "5m", keep = "36d" }
//	}
package greylist

import (
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	wait := o.Duration("wait", 5*time.Minute, "how long a first try is deferred")
	keep := o.Duration("keep", 36*24*time.Hour, "how long a first try is remembered")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			if s.User() != "" {
				return filters.Pass()
			}
			met, err := firstMet(s, to, keep)
			if err != nil {
				return filters.Fail(err) // on_error decides
			}
			if s.Now().Sub(met) < wait {
				return filters.DeferCode(450, "4.7.1", to.String()+"... greylisted, come again in some minutes")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// firstMet is when these three were first seen together. Large senders try again from a neighbour, so it is the client's
// network that counts.
func firstMet(s *filters.Session, to *filters.Path, keep time.Duration) (time.Time, error) {
	key := strings.ToLower(s.Client().Network().String() + " " + s.Sender().Mailbox() + " " + to.Mailbox())
	met, err := s.Store().SetNew(key, s.Now().Format(time.RFC3339), keep)
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, met)
}
