package filters_test

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// host is a session as its filters see it. It has no lock: the race detector tells if a hook reads it at a time at which its owner may
// write it.
type host struct {
	protocol   filters.Protocol
	client     filters.Client
	hello      filters.Hello
	user       string
	sender     filters.Path
	recipients []filters.Path
	number     int
	now        time.Time
	ctx        context.Context
	dns        filters.DNS
	values     filters.Values
	reports    []filters.Report
}

func newHost() *host {
	return &host{
		protocol: filters.SMTP,
		client:   filters.Client{Addr: netip.MustParseAddr("192.0.2.25"), Port: 1025},
		now:      time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		ctx:      context.Background(),
		values:   newValues(),
	}
}

func (h *host) ID() string                 { return "session-1" }
func (h *host) Front() string              { return "inbound" }
func (h *host) Protocol() filters.Protocol { return h.protocol }
func (h *host) Client() filters.Client     { return h.client }
func (h *host) Hello() filters.Hello       { return h.hello }
func (h *host) TLS() filters.TLS           { return filters.TLS{Version: "TLS 1.3"} }
func (h *host) User() string               { return h.user }
func (h *host) Sender() filters.Path       { return h.sender }
func (h *host) Recipients() []filters.Path { return slices.Clone(h.recipients) }
func (h *host) Transaction() int           { return h.number }
func (h *host) Now() time.Time             { return h.now }
func (h *host) Context() context.Context   { return h.ctx }
func (h *host) DNS() filters.DNS           { return h.dns }
func (h *host) Values() filters.Values     { return h.values }
func (h *host) Report(r filters.Report)    { h.reports = append(h.reports, r) }

// mail begins a transaction.
func (h *host) mail(t testing.TB, from string) {
	h.number++
	h.sender, h.recipients = senderOf(t, from), nil
}

// said is what was reported since the last call, a line each.
func (h *host) said() string {
	var lines []string
	for _, r := range h.reports {
		line := r.Filter + " " + r.Hook + ": "
		switch r.Kind {
		case filters.Verdicts:
			line += r.Verdict
		case filters.Findings:
			line += r.Key + "=" + r.Value
		case filters.Changes:
			line += r.Key + " " + r.Old + " -> " + r.Value
		case filters.Failures:
			line += r.Err.Error() + "; " + r.Verdict
		default:
			line += fmt.Sprintf("kind %d", r.Kind)
		}
		if r.Shadow {
			line = "would: " + line
		}
		lines = append(lines, line)
	}
	h.reports = nil
	return strings.Join(lines, "\n")
}

// values is a store that never forgets.
type values struct {
	mu   sync.Mutex
	kept map[string]string
	ttls map[string]time.Duration
	err  error
}

func newValues() *values { return &values{kept: map[string]string{}, ttls: map[string]time.Duration{}} }

func (v *values) Get(_ context.Context, part, key string) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.kept[part+"/"+key], v.err
}

func (v *values) Set(_ context.Context, part, key, value string, ttl time.Duration) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.kept[part+"/"+key], v.ttls[part+"/"+key] = value, ttl
	return v.err
}

func (v *values) SetNew(ctx context.Context, part, key, value string, ttl time.Duration) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := part + "/" + key
	if _, there := v.kept[at]; !there {
		v.kept[at], v.ttls[at] = value, ttl
	}
	return v.kept[at], v.err
}

func (v *values) Add(_ context.Context, part, key string, n int64, ttl time.Duration) (sum int64, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := part + "/" + key
	fmt.Sscan(v.kept[at], &sum)
	sum += n
	v.kept[at] = fmt.Sprint(sum)
	return sum, v.err
}

// Take takes from buckets that are never filled.
func (v *values) Take(ctx context.Context, part, key string, n int64, r filters.Rate, burst int64) (time.Duration, error) {
	taken, err := v.Add(ctx, part, key, max(n, 0), 1)
	if taken > burst {
		v.Add(ctx, part, key, -n, 1)
		return r.Per, err
	}
	return 0, err
}

func senderOf(t testing.TB, path string) filters.Path {
	t.Helper()
	p, err := filters.ParseSender("FROM:" + path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func recipientOf(t testing.TB, path string) filters.Path {
	t.Helper()
	p, err := filters.ParseRecipient("TO:"+path, false)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const mail = "From: <a@example.org>\r\nSubject: hello\r\n\r\nbody\r\n"

func messageOf(t testing.TB, text string) *filters.Message {
	t.Helper()
	m, err := message.New(strings.NewReader(text), int64(len(text)), message.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func chainOf(t testing.TB, entries ...filters.Entry) *filters.Chain {
	t.Helper()
	leaktest.Check(t)
	c, err := filters.NewChain(entries...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// entry is a filter with one hook, which answers whatever it is asked about.
func entry(label string, at filters.Moment, say func(*filters.Session) filters.Verdict) filters.Entry {
	return filters.Entry{Label: label, Filter: hook(at, say)}
}

func hook(at filters.Moment, say func(*filters.Session) filters.Verdict) *filters.Filter {
	f := &filters.Filter{}
	switch at {
	case filters.AtConnect:
		f.Connect = say
	case filters.AtHello:
		f.Hello = func(s *filters.Session, _ *filters.Hello) filters.Verdict { return say(s) }
	case filters.AtLogin:
		f.Login = func(s *filters.Session, _ *filters.Login) filters.Verdict { return say(s) }
	case filters.AtSender:
		f.Sender = func(s *filters.Session, _ *filters.Path) filters.Verdict { return say(s) }
	case filters.AtRecipient:
		f.Recipient = func(s *filters.Session, _ *filters.Path) filters.Verdict { return say(s) }
	case filters.AtHeader:
		f.Header = func(s *filters.Session, _ *filters.Message) filters.Verdict { return say(s) }
	case filters.AtMessage:
		f.Message = func(s *filters.Session, _ *filters.Message) filters.Verdict { return say(s) }
	case filters.AtCommand:
		f.Command = func(s *filters.Session, _ *filters.Command) filters.Verdict { return say(s) }
	case filters.AtReply:
		f.Reply = func(s *filters.Session, _ *filters.Command, _ *filters.Reply) filters.Verdict { return say(s) }
	}
	return f
}

// all is a filter with each hook at which there is a verdict.
func all(say func(*filters.Session) filters.Verdict) *filters.Filter {
	return &filters.Filter{
		Connect:   say,
		Hello:     hook(filters.AtHello, say).Hello,
		Login:     hook(filters.AtLogin, say).Login,
		Sender:    hook(filters.AtSender, say).Sender,
		Recipient: hook(filters.AtRecipient, say).Recipient,
		Header:    hook(filters.AtHeader, say).Header,
		Message:   hook(filters.AtMessage, say).Message,
		Command:   hook(filters.AtCommand, say).Command,
		Reply:     hook(filters.AtReply, say).Reply,
	}
}

// asked are the moments at which there is a verdict.
var asked = []filters.Moment{
	filters.AtConnect, filters.AtHello, filters.AtLogin, filters.AtSender, filters.AtRecipient, filters.AtHeader, filters.AtMessage,
	filters.AtCommand, filters.AtReply,
}

// put asks about something ordinary.
func put(t testing.TB, r *filters.Run, at filters.Moment) filters.Decision {
	t.Helper()
	switch at {
	case filters.AtConnect:
		return r.Connect()
	case filters.AtHello:
		return r.Hello(&filters.Hello{Name: "client.example", Extended: true})
	case filters.AtLogin:
		return r.Login(&filters.Login{Name: "alice", Mechanism: "PLAIN"})
	case filters.AtSender:
		p := senderOf(t, "<a@example.org>")
		return r.Sender(&p)
	case filters.AtRecipient:
		p := recipientOf(t, "<b@example.net>")
		return r.Recipient(&p)
	case filters.AtHeader:
		return r.Header(messageOf(t, mail))
	case filters.AtMessage:
		return r.Message(messageOf(t, mail))
	case filters.AtCommand:
		return r.Command(&filters.Command{Verb: "NOOP"}, func(filters.Command) error { return nil })
	case filters.AtReply:
		return r.Reply(filters.Command{Verb: "NOOP"}, &filters.Reply{Code: 250, Lines: []string{"OK"}})
	}
	t.Fatalf("nobody is asked at %v", at)
	return filters.Decision{}
}

// words is a decision as a line: "go", "answer 550 5.7.1 no", "swallow 250 2.0.0 OK", with " by a", and " after 2s".
func words(d filters.Decision) string {
	text := [...]string{"go", "answer", "swallow", "disconnect"}[d.Action]
	if d.Action != filters.Go {
		text += fmt.Sprintf(" %d %s %s by %s", d.Reply.Code, d.Reply.Enhanced, strings.Join(d.Reply.Lines, " / "), d.Filter)
	}
	if d.Delay > 0 {
		text += " after " + d.Delay.String()
	}
	return text
}

func want(t testing.TB, have, want string) {
	t.Helper()
	if have != want {
		t.Errorf("have:\n%s\nwant:\n%s", have, want)
	}
}

// says answers with a verdict.
func says(v filters.Verdict) func(*filters.Session) filters.Verdict {
	return func(*filters.Session) filters.Verdict { return v }
}

func pass(*filters.Session) filters.Verdict { return filters.Pass() }
