package smtp_test

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

func keeping(k *sessiontest.Keeper) setup {
	return func(g *gate) {
		g.Stream.Keeper, g.Stream.Sync, g.Stream.Content, g.Stream.Header = k, true, true, true
	}
}

// What a client hears is kept before it does.
func TestRepliesAreOnRecordFirst(t *testing.T) {
	k := &sessiontest.Keeper{}
	g := newGate(t, newRecorder(t, everything).Address(), keeping(k))
	c := dial(t, g.Listener)
	for _, step := range [][3]string{
		{"", "", "220"}, {"EHLO client.example", "EHLO", "250"}, {"MAIL FROM:<a@b.example>", "MAIL", "250"},
		{"RCPT TO:<u@d.example>", "RCPT", "250"}, {"DATA", "DATA", "354"}, {"Subject: hi\r\n\r\nhi\r\n.", ".", "250"},
		{"NOOP", "NOOP", "250"}, {"QUIT", "QUIT", "221"},
	} {
		if step[0] != "" {
			c.Say(step[0])
		}
		c.Hears(step[2])
		if !k.Kept(sessiontest.VerbIs(journal.Reply, step[1])) {
			t.Errorf("the reply to %q came before it was on record", step[1])
		}
	}
}

// contents are the ways on which content goes up, each with what the client says from EHLO on.
var contents = map[string]struct {
	offers []string
	holds  bool
	says   string
}{
	"streamed":         {everything, false, "DATA\r\n|Subject: hi\r\n\r\nhi\r\n.\r\n"},
	"held":             {everything, true, "DATA\r\n|Subject: hi\r\n\r\nhi\r\n.\r\n"},
	"chunks":           {everything, false, "|BDAT 4\r\nSubjBDAT 14 LAST\r\nect: hi\r\n\r\nh\r\n"},
	"an empty chunk":   {everything, false, "|BDAT 15\r\nSubject: hi\r\n\r\nBDAT 0 LAST\r\n"},
	"held chunks":      {everything, true, "|BDAT 4\r\nSubjBDAT 14 LAST\r\nect: hi\r\n\r\nh\r\n"},
	"chunks into DATA": {without("CHUNKING"), false, "|BDAT 4\r\nSubjBDAT 14 LAST\r\nect: hi\r\n\r\nh\r\n"},
}

func withHold(holds bool) setup {
	if !holds {
		return func(*gate) {}
	}
	return filtered(filters.Entry{Label: "look", Filter: &filters.Filter{
		Message: func(*filters.Session, *filters.Message) filters.Verdict { return filters.Pass() },
	}})
}

// sendContent says an envelope and content, and returns the last reply. How many come before depends on the way.
func sendContent(c *client, says string) string {
	before, content, _ := strings.Cut(says, "|")
	c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<u@d.example>")
	c.Hears("250", "250")
	if c.Raw(before); before != "" {
		c.Hears("354")
	}
	c.Raw(content)
	if strings.Contains(content, "BDAT 4") || strings.Contains(content, "BDAT 15") {
		c.Hears("250")
	}
	last, _ := c.reply()
	return last
}

// Content whose record can't be on disk doesn't go up to its end; the client hears so.
func TestContentThatCannotBeRecorded(t *testing.T) {
	for name, way := range contents {
		t.Run(name, func(t *testing.T) {
			k := &sessiontest.Keeper{Full: sessiontest.FullAt(sessiontest.KindIs(journal.Message))}
			r := newRecorder(t, way.offers)
			g := newGate(t, r.Address(), keeping(k), withHold(way.holds))
			c := g.enter(t)
			if last := sendContent(c, way.says); !strings.HasPrefix(last, "451 4.3.0 the message can't be put on record") {
				t.Errorf("heard %q", last)
			}
			c.Close()
			for _, p := range r.All() {
				if len(p.stored) > 0 {
					t.Errorf("the upstream has %q", p.stored[0].wire)
				}
			}
			g.End()
			wantPutOff(t, g, 451)
		})
	}
}

// wantPutOff wants the summary of the only transaction to say that the gate has put it off for want of a record.
func wantPutOff(t *testing.T, g *gate, code int) {
	t.Helper()
	e := g.Of(journal.Transaction)
	if len(e) != 1 {
		t.Fatalf("%d transactions", len(e))
	}
	if s := e[0].Summary; s.Outcome != journal.Deferred || s.By != "proxy" || s.Code != code || !s.Unkept {
		t.Errorf("have %+v", s)
	}
}

// The answer to content that has gone up is told, whether it can be recorded or not; and what led to it was on disk before the end of content
// went up.
func TestAnswerThatCannotBeRecorded(t *testing.T) {
	for name, way := range contents {
		t.Run(name, func(t *testing.T) {
			k := &sessiontest.Keeper{Full: sessiontest.FullAt(sessiontest.VerbIs(journal.Reply, "."))}
			r := newRecorder(t, way.offers)
			c := newGate(t, r.Address(), keeping(k), withHold(way.holds)).enter(t)
			if last := sendContent(c, way.says); !strings.HasPrefix(last, "250") {
				t.Errorf("heard %q", last)
			}
			c.Close()
			for _, p := range r.All() {
				if len(p.stored) != 1 {
					t.Errorf("the upstream has %d messages", len(p.stored))
				}
			}
			if !k.Durable(sessiontest.KindIs(journal.Message)) {
				t.Error("the message went up before its digest was on disk")
			}
		})
	}
}

// A session whose record can't be kept ends, and isn't begun in the first place.
func TestSessionThatCannotBeRecorded(t *testing.T) {
	r := newRecorder(t, everything)
	k := &sessiontest.Keeper{Full: sessiontest.FullAt(sessiontest.VerbIs(journal.Command, "MAIL"))}
	g := newGate(t, r.Address(), keeping(k))
	c := g.enter(t)
	c.ask("NOOP", "250")
	c.ask("MAIL FROM:<a@b.example>", "421 4.3.0 this can't be put on record")
	c.HearsEnd()
	c = dial(t, g.Listener)
	c.Hears("421 4.3.0 this can't be put on record")
	c.HearsEnd()
	if opened := len(g.Of(journal.Open)); opened != 1 {
		t.Errorf("%d sessions are on record", opened)
	}
	g.End()
	wantPutOff(t, g, 421)
}

// A client that goes while its session waits for the disk changes nothing: the session's end is recorded too.
func TestEndIsRecorded(t *testing.T) {
	k := &sessiontest.Keeper{}
	g := newGate(t, newRecorder(t, everything).Address(), keeping(k))
	c := g.enter(t)
	c.Close()
	g.End()
	if !k.Kept(sessiontest.KindIs(journal.Close)) {
		t.Error("the end isn't kept")
	}
}
