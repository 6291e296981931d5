package stranger

import (
	"context"
	"net/netip"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// session is a session as the relay filters see it: a stranger's, who has said EHLO and MAIL.
type session struct {
	client netip.Addr
	sender filters.Path
}

var _ filters.Host = (*session)(nil)

func (s *session) ID() string                 { return "stranger" }
func (s *session) Front() string              { return "" }
func (s *session) Protocol() filters.Protocol { return filters.SMTP }
func (s *session) Client() filters.Client     { return filters.Client{Addr: s.client, Port: 1025} }
func (s *session) Hello() filters.Hello {
	return filters.Hello{Name: "elsewhere.invalid", Extended: true}
}
func (s *session) TLS() filters.TLS           { return filters.TLS{} }
func (s *session) User() string               { return "" }
func (s *session) Sender() filters.Path       { return s.sender }
func (s *session) Recipients() []filters.Path { return nil }
func (s *session) Transaction() int           { return 1 }
func (s *session) Now() time.Time             { return time.Now() }
func (s *session) Context() context.Context   { return context.Background() }

// Who may relay is asked of nobody else: a filter that does so fails, and its on_error decides.
func (s *session) DNS() filters.DNS       { return nil }
func (s *session) Values() filters.Values { return nil }
func (s *session) Report(filters.Report)  {}
