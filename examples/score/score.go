// Package score adds up small suspicions of several moments and decides when the message is there. The points are in a
// header field, by which a mail program can sort.
//
//	plugin "score" {
//	  source  = "score.go"
//	  options = { refuse_at = 5 }
//	}
//
// A client whose name has no domain has 2 points, a notification to several recipients 3, a message without a date 1, and one without
// a sender in its header 2.
package score

import (
	"strconv"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// points are those of one session.
type points struct {
	client      int // of the client itself
	mail        int // of this transaction
	transaction int // the one that mail is about
	limit       int
}

// of is the points of the running transaction. Every hook asks anew: in which of them a transaction begins depends on what
// filters before this one have accepted or refused.
func (p *points) of(s *filters.Session) *int {
	if p.transaction != s.Transaction() {
		p.transaction, p.mail = s.Transaction(), 0
	}
	return &p.mail
}

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	limit := o.Int("refuse_at", 5, "points at which a message is refused")
	return &filters.Filter{
		Open: func(s *filters.Session) *filters.Filter {
			p := &points{limit: limit}
			return &filters.Filter{
				Hello:     p.hello,
				Recipient: p.recipient,
				Message:   func(s *filters.Session, m *filters.Message) filters.Verdict { return p.message(s, m) },
			}
		},
	}, o.Err()
}

func (p *points) hello(s *filters.Session, h *filters.Hello) filters.Verdict {
	p.client = 0
	if !strings.Contains(h.Name, ".") {
		p.client = 2
	}
	return filters.Pass()
}

func (p *points) recipient(s *filters.Session, to *filters.Path) filters.Verdict {
	mail := p.of(s)
	if s.Sender().Null() && len(s.Recipients()) == 1 { // to is the second
		*mail += 3
	}
	return filters.Pass()
}

func (p *points) message(s *filters.Session, m *filters.Message) filters.Verdict {
	mail := p.of(s)
	if m.Header.Get("Date") == "" {
		*mail += 1
	}
	if m.Header.Get("From") == "" {
		*mail += 2
	}
	total := p.client + *mail
	s.Note("score.points", strconv.Itoa(total))
	if total >= p.limit {
		return filters.Refuse("5.7.1", "this looks like junk").After(2 * time.Second)
	}
	m.Header.Set("X-Score", strconv.Itoa(total))
	return filters.Pass()
}
