package ratelimit

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// hooks are those of what is counted.
func (l *limiter) hooks() *filters.Filter {
	switch l.count {
	case "connections":
		return &filters.Filter{Connect: l.connection}
	case "recipients":
		return &filters.Filter{Recipient: l.recipient}
	case "bytes":
		return &filters.Filter{Sender: l.announced, Message: l.content}
	case "failed_logins":
		return &filters.Filter{Open: l.logins}
	}
	if l.ofRecipient() {
		return &filters.Filter{Open: l.messagesFor}
	}
	return &filters.Filter{Sender: l.message}
}

// ofRecipient tells whether a message can have several buckets.
func (l *limiter) ofRecipient() bool { return strings.HasPrefix(l.key, "recipient") }

func (l *limiter) connection(s *filters.Session) filters.Verdict {
	return l.judge(s, 1, facts{client: s.Client()})
}

func (l *limiter) message(s *filters.Session, from *filters.Path) filters.Verdict {
	return l.judge(s, 1, facts{client: s.Client(), login: s.User(), from: *from})
}

func (l *limiter) recipient(s *filters.Session, to *filters.Path) filters.Verdict {
	return l.judge(s, 1, facts{client: s.Client(), login: s.User(), from: s.Sender(), to: *to})
}

// messagesFor counts, in one session, a message once however many of its recipients share a bucket.
func (l *limiter) messagesFor(*filters.Session) *filters.Filter {
	transaction, counted := 0, map[string]bool{}
	return &filters.Filter{Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
		if n := s.Transaction(); n != transaction {
			transaction = n
			clear(counted)
		}
		b := l.bucket(facts{to: *to})
		if counted[b.key] {
			return filters.Pass()
		}
		wait, err := l.take(s, b, 1)
		if counted[b.key] = err == nil && wait == 0; counted[b.key] {
			return filters.Pass()
		}
		return l.answer(s, b, wait, err)
	}}
}

// announced refuses, before it is sent, what would never pass (RFC 1870, section 6.1).
func (l *limiter) announced(s *filters.Session, from *filters.Path) filters.Verdict {
	announced, _ := from.Param("SIZE")
	n, err := strconv.ParseInt(announced, 10, 64)
	b := l.bucket(facts{client: s.Client(), login: s.User(), from: *from})
	if err != nil || n <= l.burst || b.key == "" && !l.ofRecipient() {
		return filters.Pass()
	}
	return l.tooLarge(s, cmp.Or(b.key, l.count+" "+l.key), n)
}

func (l *limiter) content(s *filters.Session, m *filters.Message) filters.Verdict {
	about := []facts{{client: s.Client(), login: s.User(), from: s.Sender()}}
	if l.ofRecipient() {
		about = nil
		for _, to := range s.Recipients() {
			about = append(about, facts{to: to})
		}
	}
	return l.judge(s, m.Size(), about...)
}
