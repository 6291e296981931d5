package mimerewrite

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// session is as much of one as the filter reads; it keeps what is reported.
type session struct {
	filters.Host
	protocol filters.Protocol
	client   string
	user     string
	sender   filters.Path
	notes    []string
	failures []error
	over     context.Context
}

func (s *session) Protocol() filters.Protocol { return s.protocol }
func (s *session) Sender() filters.Path       { return s.sender }
func (s *session) User() string               { return s.user }
func (s *session) Recipients() []filters.Path { return nil }
func (s *session) Transaction() int           { return 1 }
func (s *session) Context() context.Context   { return s.over }
func (s *session) Client() filters.Client {
	return filters.Client{Addr: netip.MustParseAddr(s.client)}
}

func (s *session) Report(r filters.Report) {
	switch r.Kind {
	case filters.Findings:
		s.notes = append(s.notes, r.Key+": "+r.Value)
	case filters.Failures:
		s.failures = append(s.failures, r.Err)
	}
}

// noted tells whether there is a finding of that name.
func (s *session) noted(name string) bool {
	return slices.ContainsFunc(s.notes, func(note string) bool { return strings.HasPrefix(note, "mime_rewrite."+name+": ") })
}

// stranger is a session of somebody from outside.
func stranger(protocol filters.Protocol) *session {
	sender, _ := filters.ParsePath("<me@client.example>")
	return &session{over: context.Background(), protocol: protocol, client: "203.0.113.9", sender: sender}
}

// block is a setting that is one.
func block(name string, settings ...filters.Setting) filters.Block {
	return filters.Block{Type: name, Settings: settings}
}

func set(name string, value any) filters.Setting { return filters.Setting{Name: name, Value: value} }

// list is a setting of several texts.
func list(name string, texts ...string) filters.Setting { return set(name, texts) }

// with is a configuration of blocks and settings.
func with(all ...any) filters.Block {
	b := filters.Block{Type: "mime_rewrite"}
	for _, one := range all {
		switch one := one.(type) {
		case filters.Block:
			b.Blocks = append(b.Blocks, one)
		case filters.Setting:
			b.Settings = append(b.Settings, one)
		}
	}
	return b
}

// rewritten is what becomes of a message: it as it goes on, or the reply of a refusal.
func rewritten(t testing.TB, s *session, b filters.Block, mail string) string {
	t.Helper()
	return rewrittenAs(t, s, b, mail, message.Options{})
}

func rewrittenAs(t testing.TB, s *session, b filters.Block, mail string, o message.Options) string {
	t.Helper()
	m, err := message.New(strings.NewReader(mail), int64(len(mail)), o)
	if err != nil {
		t.Fatal(err)
	}
	return asked(t, s, chainOf(t, b), m)
}

// chainOf has one filter.
func chainOf(t testing.TB, b filters.Block) *filters.Chain {
	t.Helper()
	leaktest.Check(t)
	f, err := New(filters.NewOptions(b))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := filters.NewChain(filters.Entry{Label: "mime_rewrite", Filter: f})
	if err != nil {
		t.Fatal(err)
	}
	return chain
}

// asked is what a chain makes of a message.
func asked(t testing.TB, s *session, chain *filters.Chain, m *filters.Message) string {
	t.Helper()
	run := chain.Begin(s)
	defer run.Close()
	if d := run.Message(m); d.Action != filters.Go {
		return fmt.Sprintf("%d %s %s", d.Reply.Code, d.Reply.Enhanced, strings.Join(d.Reply.Lines, " / "))
	}
	content, _ := message.Wire(m)
	text, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lines is a message of lines.
func lines(text ...string) string { return strings.Join(text, "\r\n") + "\r\n" }

// mixed is a message with a text and an attachment whose header and content are given.
func mixed(attachment ...string) string {
	return lines("From: me@client.example", "Subject: hello", "MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="b"`, "",
		"--b", "", "the text", "--b") + lines(attachment...) + lines("--b--")
}
