package pop3

import (
	"context"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// host is the session as its filters see it. There is no envelope.
type host struct{ s *Session }

func (h host) ID() string                 { return h.s.scribe.Session }
func (h host) Front() string              { return h.s.front.Label }
func (h host) Protocol() filters.Protocol { return filters.POP3 }
func (h host) Client() filters.Client     { return h.s.peer }
func (h host) Hello() filters.Hello       { return filters.Hello{} }
func (h host) TLS() filters.TLS           { return h.s.tls }
func (h host) User() string               { return h.s.login.user }
func (h host) Sender() filters.Path       { return filters.Path{} }
func (h host) Recipients() []filters.Path { return nil }
func (h host) Now() time.Time             { return h.s.now() }
func (h host) DNS() filters.DNS           { return h.s.front.DNS }
func (h host) Values() filters.Values     { return h.s.front.Values }
func (h host) Context() context.Context   { return h.s.Torn }

// Transaction is the number of the message on its way; outside RETR and TOP there is none.
func (h host) Transaction() int {
	if h.s.fetching {
		return h.s.number
	}
	return 0
}

// Report puts what a filter said on record.
func (h host) Report(r filters.Report) {
	h.s.drop.hooks += r.Took
	h.s.emit(conversation.Reported(r))
}
