package plugins

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// session is what a chain stands on here.
type session struct {
	sender     filters.Path
	recipients []filters.Path
	number     int
	failures   []error
}

func (*session) ID() string                 { return "1" }
func (*session) Front() string              { return "inbound" }
func (*session) Protocol() filters.Protocol { return filters.SMTP }
func (*session) Client() filters.Client {
	return filters.Client{Addr: netip.MustParseAddr("192.0.2.25")}
}
func (*session) Hello() filters.Hello         { return filters.Hello{} }
func (*session) TLS() filters.TLS             { return filters.TLS{} }
func (*session) User() string                 { return "" }
func (s *session) Sender() filters.Path       { return s.sender }
func (s *session) Recipients() []filters.Path { return slices.Clone(s.recipients) }
func (s *session) Transaction() int           { return s.number }
func (*session) Now() time.Time               { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
func (*session) Context() context.Context     { return context.Background() }
func (*session) DNS() filters.DNS             { return nil }
func (*session) Values() filters.Values       { return nil }
func (s *session) Report(r filters.Report) {
	if r.Kind == filters.Failures {
		s.failures = append(s.failures, r.Err)
	}
}

// begun is a session through one of the filters of testdata/filters.
func begun(t *testing.T, name string, settings ...filters.Setting) (*filters.Run, *session) {
	t.Helper()
	script := loaded(t, checked(t, "testdata/filters/"+name+".go"))
	f, err := script.New(filters.NewOptions(filters.Block{Type: "plugin", Label: name, Settings: settings}))
	if err != nil {
		t.Fatal(err)
	}
	c, err := filters.NewChain(filters.Entry{Label: name, Filter: f})
	if err != nil {
		t.Fatal(err)
	}
	s := &session{number: 1}
	t.Cleanup(func() {
		if len(s.failures) > 0 {
			t.Errorf("the filter failed: %v", s.failures)
		}
	})
	return c.Begin(s), s
}

// Score adds up over hooks and forgets what was another transaction's: without the gate it doesn't.
func TestScore(t *testing.T) {
	run, s := begun(t, "score")
	bounce, err := filters.ParseSender("FROM:<>")
	if err != nil {
		t.Fatal(err)
	}
	s.sender = bounce
	run.Hello(&filters.Hello{Name: "localhost"})
	for i, want := range []filters.Action{filters.Answer, filters.Go, filters.Answer} {
		s.number, s.recipients = i+1, nil
		for range 1 + (i+1)%2 { // two recipients of a bounce are suspect
			to := path(t, "<a@example.org>")
			run.Recipient(&to)
			s.recipients = append(s.recipients, to)
		}
		text := "Subject: x\r\n\r\nbody\r\n"
		m, err := message.New(strings.NewReader(text), int64(len(text)), message.Options{})
		if err != nil {
			t.Fatal(err)
		}
		run.Header(m)
		if d := run.Message(m); d.Action != want {
			t.Errorf("message %d: %+v", i+1, d)
		}
	}
}

// Quota counts in the closures of Open.
func TestQuota(t *testing.T) {
	run, _ := begun(t, "quota", filters.Setting{Name: "max_rcpts", Value: int64(2)})
	for i, to := range []string{"<a@example.org>", "<b@example.org>", "<a@example.org>", "<c@example.org>"} {
		p := path(t, to)
		if d := run.Recipient(&p); (d.Action == filters.Go) != (i < 3) {
			t.Errorf("%s: %+v", to, d)
		}
	}
}

func path(t *testing.T, s string) filters.Path {
	t.Helper()
	p, err := filters.ParseRecipient("TO:"+s, false)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
