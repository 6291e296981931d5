package sessiontest

import (
	"fmt"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
)

// Reader is a filter with every hook, each of which looks at all that it can see and has no objection.
func Reader() filters.Entry {
	look := func(s *filters.Session) filters.Verdict {
		fmt.Fprint(io.Discard, s.ID(), s.Client(), s.Hello(), s.User(), s.Sender(), s.Recipients(), s.Transaction(), s.Now())
		return filters.Pass()
	}
	return filters.Entry{Label: "reader", Deadline: Patience, Filter: &filters.Filter{
		Connect:   look,
		Hello:     func(s *filters.Session, _ *filters.Hello) filters.Verdict { return look(s) },
		Login:     func(s *filters.Session, _ *filters.Login) filters.Verdict { return look(s) },
		Sender:    func(s *filters.Session, _ *filters.Path) filters.Verdict { return look(s) },
		Recipient: func(s *filters.Session, _ *filters.Path) filters.Verdict { return look(s) },
		Command:   func(s *filters.Session, _ *filters.Command) filters.Verdict { return look(s) },
		Reply:     func(s *filters.Session, _ *filters.Command, _ *filters.Reply) filters.Verdict { return look(s) },
		Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
			m.Header.Get("Subject")
			return look(s)
		},
		Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
			if n, err := io.Copy(io.Discard, m.Reader()); err != nil || n != m.Size() {
				return filters.Fail(fmt.Errorf("read %d of %d octets: %w", n, m.Size(), err))
			}
			return look(s)
		},
		Close: func(s *filters.Session) { look(s) },
	}}
}

// HeaderReader looks at header blocks only, so that the body streams behind them.
func HeaderReader() filters.Entry {
	return filters.Entry{Label: "header reader", Deadline: Patience, Filter: &filters.Filter{
		Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
			m.Header.Names()
			return filters.Pass()
		},
	}}
}

// Look is a Header or Message hook that has no objection.
func Look(*filters.Session, *filters.Message) filters.Verdict { return filters.Pass() }
