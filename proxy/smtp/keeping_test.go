package smtp_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// keeper remembers what was recorded, how much of that it has kept, and fails when its disk is full.
type keeper struct {
	mu      sync.Mutex
	events  []*journal.Event
	kept    int
	durable int // of the events, when that was asked for last
	full    func(*keeper) bool
}

var errFull = errors.New("no space left on device")

func (k *keeper) Record(e *journal.Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.events = append(k.events, e)
}

func (k *keeper) Keep(_ context.Context, durable bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.full != nil && k.full(k) {
		return errFull
	}
	if k.kept = len(k.events); durable {
		k.durable = k.kept
	}
	return nil
}

// has tells whether the first n events have one that fits.
func (k *keeper) has(n int, fits func(*journal.Event) bool) bool {
	for _, e := range k.events[:n] {
		if fits(e) {
			return true
		}
	}
	return false
}

func verbIs(kind journal.Kind, verb string) func(*journal.Event) bool {
	return func(e *journal.Event) bool { return e.Kind == kind && e.Verb == verb }
}

// fullAt is a disk that is full from the time on when an event was recorded.
func fullAt(fits func(*journal.Event) bool) func(*keeper) bool {
	return func(k *keeper) bool { return k.has(len(k.events), fits) }
}

func keeping(k *keeper) setup {
	return func(g *gate) {
		g.Stream.Keeper, g.Stream.Sync, g.Stream.Content, g.Stream.Header = k, true, true, true
	}
}

// What a client hears is kept before it does.
func TestRepliesAreOnRecordFirst(t *testing.T) {
	k := &keeper{}
	g := newGate(t, newRecorder(t, everything).address(), keeping(k))
	c := dial(t, g.listener)
	for _, step := range [][3]string{
		{"", "", "220"}, {"EHLO client.example", "EHLO", "250"}, {"MAIL FROM:<a@b.example>", "MAIL", "250"},
		{"RCPT TO:<u@d.example>", "RCPT", "250"}, {"DATA", "DATA", "354"}, {"Subject: hi\r\n\r\nhi\r\n.", ".", "250"},
		{"NOOP", "NOOP", "250"}, {"QUIT", "QUIT", "221"},
	} {
		if step[0] != "" {
			c.say(step[0])
		}
		c.hears(step[2])
		k.mu.Lock()
		if !k.has(k.kept, verbIs(journal.Reply, step[1])) {
			t.Errorf("the reply to %q came before it was on record", step[1])
		}
		k.mu.Unlock()
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
	c.say("MAIL FROM:<a@b.example>", "RCPT TO:<u@d.example>")
	c.hears("250", "250")
	if c.raw(before); before != "" {
		c.hears("354")
	}
	c.raw(content)
	if strings.Contains(content, "BDAT 4") || strings.Contains(content, "BDAT 15") {
		c.hears("250")
	}
	last, _ := c.reply()
	return last
}

// Content whose record can't be on disk doesn't go up to its end; the client hears so.
func TestContentThatCannotBeRecorded(t *testing.T) {
	for name, way := range contents {
		t.Run(name, func(t *testing.T) {
			k := &keeper{full: fullAt(func(e *journal.Event) bool { return e.Kind == journal.Message })}
			r := newRecorder(t, way.offers)
			c := newGate(t, r.address(), keeping(k), withHold(way.holds)).enter(t)
			if last := sendContent(c, way.says); !strings.HasPrefix(last, "451 4.3.0 the message can't be put on record") {
				t.Errorf("heard %q", last)
			}
			c.Close()
			for _, p := range r.all() {
				if len(p.stored) > 0 {
					t.Errorf("the upstream has %q", p.stored[0].wire)
				}
			}
		})
	}
}

// The answer to content that has gone up is told, whether it can be recorded or not; and what led to it was on disk before the end of content
// went up.
func TestAnswerThatCannotBeRecorded(t *testing.T) {
	for name, way := range contents {
		t.Run(name, func(t *testing.T) {
			k := &keeper{full: fullAt(verbIs(journal.Reply, "."))}
			r := newRecorder(t, way.offers)
			c := newGate(t, r.address(), keeping(k), withHold(way.holds)).enter(t)
			if last := sendContent(c, way.says); !strings.HasPrefix(last, "250") {
				t.Errorf("heard %q", last)
			}
			c.Close()
			for _, p := range r.all() {
				if len(p.stored) != 1 {
					t.Errorf("the upstream has %d messages", len(p.stored))
				}
			}
			k.mu.Lock()
			defer k.mu.Unlock()
			if !k.has(k.durable, func(e *journal.Event) bool { return e.Kind == journal.Message }) {
				t.Error("the message went up before its digest was on disk")
			}
		})
	}
}

// A session whose record can't be kept ends, and isn't begun in the first place.
func TestSessionThatCannotBeRecorded(t *testing.T) {
	r := newRecorder(t, everything)
	k := &keeper{full: fullAt(verbIs(journal.Command, "MAIL"))}
	g := newGate(t, r.address(), keeping(k))
	c := g.enter(t)
	c.ask("NOOP", "250")
	c.ask("MAIL FROM:<a@b.example>", "421 4.3.0 this can't be put on record")
	c.hearsEnd()
	c = dial(t, g.listener)
	c.hears("421 4.3.0 this can't be put on record")
	c.hearsEnd()
	if opened := len(g.log.of(journal.Open)); opened != 1 {
		t.Errorf("%d sessions are on record", opened)
	}
}

// A client that goes while its session waits for the disk changes nothing: the session's end is recorded too.
func TestEndIsRecorded(t *testing.T) {
	k := &keeper{}
	g := newGate(t, newRecorder(t, everything).address(), keeping(k))
	c := g.enter(t)
	c.Close()
	g.listener.Close()
	g.sessions.Wait()
	if !k.has(k.kept, func(e *journal.Event) bool { return e.Kind == journal.Close }) {
		t.Error("the end isn't kept")
	}
}
