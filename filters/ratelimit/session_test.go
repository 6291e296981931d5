package ratelimit

import (
	"context"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/store"
)

// clock is a time that the test sets.
type clock struct{ time.Time }

func (c *clock) Now() time.Time                       { return c.Time }
func (c *clock) After(time.Duration) <-chan time.Time { panic("nobody waits") }

// gate is what the sessions of a test have in common.
type gate struct {
	*testing.T
	clock  *clock
	values filters.Values
	chain  *filters.Chain
}

// newGate has one filter, of the options "key count limit burst".
func newGate(t *testing.T, options string) *gate {
	t.Helper()
	leaktest.Check(t)
	f, err := New(filters.NewOptions(filters.Block{Type: "rate_limit", Settings: settings(options)}))
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{T: t, clock: &clock{time.Unix(0, 0)}}
	g.values = store.New(store.Limits{}, g.clock)
	if g.chain, err = filters.NewChain(filters.Entry{Label: "rate_limit", Filter: f}); err != nil {
		t.Fatal(err)
	}
	return g
}

// settings are those of options in one line; - is one that isn't there.
func settings(options string) []filters.Setting {
	var all []filters.Setting
	for i, text := range strings.Fields(options) {
		var value any = text
		if name := []string{"key", "count", "limit", "burst"}[i]; text != "-" {
			if n, err := strconv.Atoi(text); err == nil && name == "burst" {
				value = n
			}
			all = append(all, filters.Setting{Name: name, Value: value})
		}
	}
	return all
}

// session is one client's, with as much of a host as the filter reads.
type session struct {
	filters.Host
	*gate
	run        *filters.Run
	client     string
	user       string
	sender     filters.Path
	recipients []filters.Path
	number     int
	protocol   filters.Protocol
	notes      []string
	failures   []error
}

func (g *gate) session(client string) *session {
	s := &session{gate: g, client: client, protocol: filters.SMTP}
	s.run = g.chain.Begin(s)
	return s
}

func (s *session) Client() filters.Client {
	return filters.Client{Addr: netip.MustParseAddr(s.client), Port: 1025}
}
func (s *session) User() string               { return s.user }
func (s *session) Protocol() filters.Protocol { return s.protocol }
func (s *session) Sender() filters.Path       { return s.sender }
func (s *session) Recipients() []filters.Path { return s.recipients }
func (s *session) Transaction() int           { return s.number }
func (s *session) Context() context.Context   { return context.Background() }
func (s *session) Values() filters.Values     { return s.values }
func (s *session) Report(r filters.Report) {
	switch r.Kind {
	case filters.Findings:
		s.notes = append(s.notes, r.Key+" = "+r.Value)
	case filters.Failures:
		s.failures = append(s.failures, r.Err)
	}
}

// said is what the client hears; "" for a pass.
func said(d filters.Decision) string {
	if d.Action == filters.Go {
		return ""
	}
	return fmt.Sprintf("%d %s %s", d.Reply.Code, d.Reply.Enhanced, strings.Join(d.Reply.Lines, " / "))
}

func (s *session) connect() string { return said(s.run.Connect()) }

// mail begins a transaction, unless it is refused.
func (s *session) mail(from string) string {
	s.number++
	s.recipients = nil
	var err error
	if s.sender, err = filters.ParseSender("FROM:" + from); err != nil {
		s.Fatal(err)
	}
	return said(s.run.Sender(&s.sender))
}

func (s *session) rcpt(to string) string {
	p, err := filters.ParseRecipient("TO:"+to, true)
	if err != nil {
		s.Fatal(err)
	}
	d := s.run.Recipient(&p)
	if d.Action == filters.Go {
		s.recipients = append(s.recipients, p)
	}
	return said(d)
}

func (s *session) data(octets int) string {
	m, err := message.New(strings.NewReader(strings.Repeat("x", octets)), int64(octets), message.Options{})
	if err != nil {
		s.Fatal(err)
	}
	return said(s.run.Message(m))
}

func (s *session) login(name string) string {
	return said(s.run.Login(&filters.Login{Name: name, Mechanism: "PLAIN"}))
}

// hears gives the client the server's reply to a login.
func (s *session) hears(verb string, code int) {
	s.run.Reply(filters.Command{Verb: verb}, &filters.Reply{Code: code, Lines: []string{"that is how it is"}})
}

// hearsStatus is hears in POP3.
func (s *session) hearsStatus(verb string, ok bool, code string) {
	r := filters.StatusReply(ok, code, "that is how it is")
	s.run.Reply(filters.Command{Verb: verb}, &r)
}

func want(t testing.TB, have, want string) {
	t.Helper()
	if have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}
