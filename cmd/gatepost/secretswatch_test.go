package main

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
)

// newWatch makes a filter that finds noteworthy whatever it is shown.
func (w *writings) newWatch(o *filters.Options) (*filters.Filter, error) {
	note := func(s *filters.Session, what string, seen any) filters.Verdict {
		text := fmt.Sprintf("%+v", seen)
		w.mu.Lock()
		defer w.mu.Unlock()
		fmt.Fprintf(&w.sight, "%s: %s; hello %v, user %q\n", what, text, s.Hello(), s.User())
		s.Note("watch."+what, text)
		return filters.Pass()
	}
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict { return note(s, "connect", s.Client()) },
		Hello:   func(s *filters.Session, h *filters.Hello) filters.Verdict { return note(s, "hello", *h) },
		Login:   func(s *filters.Session, l *filters.Login) filters.Verdict { return note(s, "login", *l) },
		Sender:  func(s *filters.Session, p *filters.Path) filters.Verdict { return note(s, "sender", p.String()) },
		Command: func(s *filters.Session, c *filters.Command) filters.Verdict { return note(s, "command", *c) },
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			return note(s, "reply", fmt.Sprintf("%+v %+v", *c, *r))
		},
	}, o.Err()
}

// newForbid makes a filter that refuses at one moment.
func newForbid(o *filters.Options) (*filters.Filter, error) {
	at := o.Choice("at", "login", "the moment", "connect", "login", "command")
	f := &filters.Filter{}
	switch at {
	case "connect":
		f.Connect = func(*filters.Session) filters.Verdict { return filters.Refuse("5.7.1", "not you") }
	case "login":
		f.Login = func(_ *filters.Session, l *filters.Login) filters.Verdict {
			return filters.Refuse("5.7.8", "not as "+l.Name+" by "+l.Mechanism)
		}
	case "command":
		f.Command = func(_ *filters.Session, c *filters.Command) filters.Verdict {
			if c.Verb != "AUTH" {
				return filters.Pass()
			}
			return filters.Refuse("5.7.8", "no "+c.Verb+" "+c.Arg)
		}
	}
	return f, o.Err()
}
