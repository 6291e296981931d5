package plugins

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// host is a session as its filters see it, without DNS and without a store.
type host struct {
	id      string
	asked   func()          // called when the id is asked for; nil: nothing is
	until   context.Context // what hooks have; nil, or when it has ended: one that doesn't end
	sender  filters.Path
	reports []filters.Report
}

func (h *host) ID() string {
	if h.asked != nil {
		h.asked()
	}
	return h.id
}

func (h *host) Context() context.Context {
	if h.until != nil && h.until.Err() == nil {
		return h.until
	}
	return context.Background()
}

func (h *host) Front() string              { return "inbound" }
func (h *host) Protocol() filters.Protocol { return filters.SMTP }
func (h *host) Client() filters.Client {
	return filters.Client{Addr: netip.MustParseAddr("192.0.2.25"), Port: 1025}
}
func (h *host) Hello() filters.Hello       { return filters.Hello{} }
func (h *host) TLS() filters.TLS           { return filters.TLS{} }
func (h *host) User() string               { return "" }
func (h *host) Sender() filters.Path       { return h.sender }
func (h *host) Recipients() []filters.Path { return nil }
func (h *host) Transaction() int           { return 1 }
func (h *host) Now() time.Time             { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
func (h *host) DNS() filters.DNS           { return nil }
func (h *host) Values() filters.Values     { return nil }
func (h *host) Report(r filters.Report)    { h.reports = append(h.reports, r) }

// limited is a context whose time is over when over is closed.
type limited struct {
	context.Context
	over chan struct{}
}

func newLimited() *limited { return &limited{context.Background(), make(chan struct{})} }

func (l *limited) Done() <-chan struct{} { return l.over }

func (l *limited) Err() error {
	select {
	case <-l.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// failures are what filters have failed with.
func (h *host) failures() []error {
	var all []error
	for _, r := range h.reports {
		if r.Kind == filters.Failures {
			all = append(all, r.Err)
		}
	}
	return all
}

// noted are the values of the notes with a key.
func (h *host) noted(key string) []string {
	var all []string
	for _, r := range h.reports {
		if r.Kind == filters.Findings && r.Key == key {
			all = append(all, r.Value)
		}
	}
	return all
}

// talk is a session that comes to every moment, and what was decided at each but Open and Close.
func talk(t testing.TB, c *filters.Chain, h *host) map[filters.Moment]filters.Decision {
	t.Helper()
	r := c.Begin(h)
	from, err := filters.ParseSender("FROM:<a@example.org>")
	to, err2 := filters.ParseRecipient("TO:<b@example.net>", false)
	const text = "From: <a@example.org>\r\nSubject: hello\r\n\r\nbody\r\n"
	m, err3 := message.New(strings.NewReader(text), int64(len(text)), message.Options{})
	if err != nil || err2 != nil || err3 != nil {
		t.Fatal(err, err2, err3)
	}
	reply := filters.Reply{Code: 250, Lines: []string{"ok"}}
	decided := map[filters.Moment]filters.Decision{
		filters.AtConnect: r.Connect(),
		filters.AtCommand: r.Command(&filters.Command{Verb: "EHLO", Arg: "x"}, func(filters.Command) error { return nil }),
		filters.AtHello:   r.Hello(&filters.Hello{Name: "x"}),
		filters.AtLogin:   r.Login(&filters.Login{Name: "x", Mechanism: "PLAIN"}),
		filters.AtSender:  r.Sender(&from),
	}
	h.sender = from
	decided[filters.AtRecipient] = r.Recipient(&to)
	decided[filters.AtHeader] = r.Header(message.HeaderOnly(m))
	decided[filters.AtMessage] = r.Message(m)
	decided[filters.AtReply] = r.Reply(filters.Command{Verb: "NOOP"}, &reply)
	r.Close()
	return decided
}

// chainOf is a chain of one filter.
func chainOf(t testing.TB, f *filters.Filter, deadline time.Duration) *filters.Chain {
	t.Helper()
	c, err := filters.NewChain(filters.Entry{Label: "plugin", Filter: f, Deadline: deadline})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// scriptOf is a script that has passed the gate.
func scriptOf(t testing.TB, source string) *Program {
	t.Helper()
	leaktest.Check(t)
	p, err := Check([]File{{Name: "script.go", Source: []byte(source)}}, Grants{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// settings are options from a configuration.
func settings(values ...filters.Setting) *filters.Options {
	return filters.NewOptions(filters.Block{Type: "plugin", Label: "script", Settings: values})
}
