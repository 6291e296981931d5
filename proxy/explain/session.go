package explain

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
)

// session is a session as its filters see it, in which nobody is connected.
type session struct {
	ctx      context.Context
	front    *proxy.FrontConfig
	envelope Envelope
	with     Services
	run      *filters.Run

	hello   filters.Hello
	user    string
	tx      transaction
	number  int
	errors  int              // commands that were mistakes
	over    bool             // nobody is there any more
	reports []filters.Report // since the last step
	account Account
}

var _ filters.Host = (*session)(nil)

// transaction runs from MAIL to the reply to the content. The zero transaction: none is open.
type transaction struct {
	sender    filters.Path
	utf8      bool  // SMTPUTF8
	size      int64 // announced by SIZE=; -1: not
	accepted  []filters.Path
	asked     int    // RCPT commands
	discarded int    // recipients
	by        string // the filter that discards
	all       bool   // it discards all of the transaction
}

// ID is not unique: it is one session at a time.
func (s *session) ID() string                 { return "explain" }
func (s *session) Front() string              { return s.front.Label }
func (s *session) Protocol() filters.Protocol { return filters.SMTP }
func (s *session) Client() filters.Client     { return s.envelope.Client }
func (s *session) Hello() filters.Hello       { return s.hello }
func (s *session) TLS() filters.TLS           { return filters.TLS{} }
func (s *session) User() string               { return s.user }
func (s *session) Sender() filters.Path       { return s.tx.sender }
func (s *session) Recipients() []filters.Path { return slices.Clone(s.tx.accepted) }
func (s *session) Transaction() int           { return s.number }
func (s *session) Now() time.Time             { return s.with.Clock.Now() }
func (s *session) Context() context.Context   { return s.ctx }
func (s *session) DNS() filters.DNS           { return s.with.DNS }
func (s *session) Values() filters.Values     { return s.with.Values }
func (s *session) Report(r filters.Report)    { s.reports = append(s.reports, r) }

func (s *session) maxSize() int64   { return cmp.Or(s.front.SMTP.MaxSize, 50<<20) }
func (s *session) maxErrors() int   { return cmp.Or(s.front.SMTP.Errors, 20) }
func (s *session) most() int        { return cmp.Or(s.front.SMTP.MaxRecipients, 1000) }
func (s *session) hostname() string { return s.front.SMTP.Hostname }

// holds tells whether a filter in force looks at content, so that it is held until that filter has decided.
func (s *session) holds() bool { return s.run.Has(filters.AtHeader) || s.run.Has(filters.AtMessage) }
