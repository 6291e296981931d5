package pop3_test

import (
	"context"
	"errors"
	"io"
	"slices"
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
	return slices.ContainsFunc(k.events[:n], fits)
}

func verbIs(kind journal.Kind, verb string) func(*journal.Event) bool {
	return func(e *journal.Event) bool { return e.Kind == kind && e.Verb == verb }
}

// fullAt is a disk that is full from the time on when an event was recorded.
func fullAt(fits func(*journal.Event) bool) func(*keeper) bool {
	return func(k *keeper) bool { return k.has(len(k.events), fits) }
}

// fullAfter is a disk with room for so many events.
func fullAfter(n int) func(*keeper) bool { return func(k *keeper) bool { return len(k.events) > n } }

func keeping(k *keeper) setup {
	return func(g *gate) {
		g.Stream.Keeper, g.Stream.Sync, g.Stream.Content, g.Stream.Header = k, true, true, true
	}
}

// look has no objection.
func look(*filters.Session, *filters.Message) filters.Verdict { return filters.Pass() }

// ways are those on which content comes down.
var ways = map[string]setup{
	"streamed":    func(*gate) {},
	"header held": filtered(filters.Entry{Label: "look", Filter: &filters.Filter{Header: look}}),
	"held":        filtered(filters.Entry{Label: "look", Filter: &filters.Filter{Message: look}}),
	"watched":     filtered(shadowed(filters.Entry{Label: "look", Filter: &filters.Filter{Message: look}})),
}

// What a client hears is kept before it does.
func TestRepliesAreOnRecordFirst(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			k := &keeper{}
			g := newGate(t, newRecorder(t, everything).address(), keeping(k), way)
			c := dial(t, g.listener)
			for _, line := range []string{"", "CAPA", "USER me", "PASS good", "STAT", "LIST", "RETR 1", "TOP 2 0", "DELE 1", "RSET", "QUIT"} {
				if line != "" {
					c.say(line)
				}
				if got, err := c.reply(line); err != nil || !isOK(got) {
					t.Fatalf("heard %q, %v", got, err)
				}
				verb, _, _ := strings.Cut(line, " ")
				k.mu.Lock()
				if !k.has(k.kept, verbIs(journal.Reply, verb)) {
					t.Errorf("the reply to %q came before it was on record", line)
				}
				k.mu.Unlock()
			}
		})
	}
}

// recordedMail has messages that come down in several pieces.
var recordedMail = []string{
	"Subject: small\r\n\r\nx\r\n", "Subject: middling\r\n\r\n" + strings.Repeat("middling\r\n", 600), "Subject: large\r\n\r\n" + strings.Repeat("large\r\n", 10_000),
}

// Wherever the disk is full: a client hears what it would have heard, up to the end of a reply, and then that it can't be put on record; or it
// hears no more, where a message was cut off. Nothing is deleted.
func TestSessionThatCannotBeRecorded(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			whole, ends, events := undisturbed(t, way)
			for n := range events {
				k := &keeper{full: fullAfter(n)}
				r := newRecorder(t, everything, func(r *recorder) { r.mail = recordedMail })
				got := lastingSession(t, newGate(t, r.address(), keeping(k), way))
				same := 0
				for same < min(len(got), len(whole)) && got[same] == whole[same] {
					same++
				}
				if rest := got[same:]; rest != "" && (!strings.HasSuffix(rest, "can't be put on record now, try again later\r\n") || !slices.Contains(ends, same)) {
					t.Errorf("room for %d events: behind %d octets of %d stands %.100q", n, same, len(whole), rest)
				}
				peers := r.all()
				k.mu.Lock()
				for _, p := range peers {
					if p.over && !k.has(k.durable, verbIs(journal.Reply, "DELE")) {
						t.Errorf("room for %d events: %v are deleted", n, p.deleted)
					}
				}
				k.mu.Unlock()
			}
		})
	}
}

// undisturbed is what a client hears whose session is recorded: where its replies end, and how many events there are.
func undisturbed(t *testing.T, way setup) (whole string, ends []int, events int) {
	k := &keeper{}
	whole = lastingSession(t, newGate(t, newRecorder(t, everything, func(r *recorder) { r.mail = recordedMail }).address(), keeping(k), way))
	m := meaningOf(strings.Join(lasting, ""), whole)
	at := len(theGreeting)
	ends = append(ends, 0, at)
	for _, t := range m.commands {
		at += len(t.reply)
		ends = append(ends, at)
	}
	if at != len(whole) {
		t.Fatalf("the replies end at %d of %d", at, len(whole))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return whole, ends, len(k.events)
}

// lasting is a session in groups.
var lasting = []string{
	"CAPA\r\n", "USER me\r\nPASS good\r\n", "LIST\r\nRETR 3\r\nRETR 1\r\nRETR 2\r\nTOP 2 1\r\nRETR 2\r\nDELE 1\r\n", "RETR 3\r\n", "NOOP\r\n", "QUIT\r\n",
}

// lastingSession says it and hears all.
func lastingSession(t *testing.T, g *gate) string {
	c := dial(t, g.listener)
	defer c.Close()
	var heard strings.Builder
	c.r.Reset(io.TeeReader(c.TCPConn, &heard))
	_, err := c.reply("")
	for _, group := range lasting {
		io.WriteString(c, group) // where the gate has closed, the next reply is the end
		for line := range strings.SplitSeq(strings.TrimSuffix(group, "\r\n"), "\r\n") {
			if err == nil {
				_, err = c.reply(line)
			}
		}
	}
	if _, err := io.Copy(io.Discard, c.r); err != nil {
		t.Fatalf("no end: %v, after %d octets", err, heard.Len())
	}
	return heard.String()
}

// The answer to QUIT is told, whether it can be recorded or not; and what led to it was on disk before QUIT went up.
func TestAnswerThatCannotBeRecorded(t *testing.T) {
	k := &keeper{full: fullAt(verbIs(journal.Reply, "QUIT"))}
	r := newRecorder(t, everything)
	c := newGate(t, r.address(), keeping(k)).enter(t)
	c.ask("RETR 1", "+OK")
	c.ask("DELE 1", "+OK")
	c.ask("QUIT", "+OK")
	c.hearsEnd()
	if p := r.all()[0]; !slices.Equal(p.deleted, []int{1}) {
		t.Errorf("deleted are %v", p.deleted)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, verb := range []string{"RETR", "DELE"} {
		if !k.has(k.durable, verbIs(journal.Reply, verb)) {
			t.Errorf("QUIT went up before the reply to %s was on disk", verb)
		}
	}
}

// What can't be on disk isn't deleted.
func TestQuitThatCannotBeRecorded(t *testing.T) {
	k := &keeper{full: fullAt(verbIs(journal.Command, "NOOP"))}
	r := newRecorder(t, everything)
	c := newGate(t, r.address(), keeping(k)).enter(t)
	c.ask("DELE 1", "+OK")
	c.say("NOOP", "QUIT")
	c.hears("-ERR [SYS/TEMP] this can't be put on record")
	c.hearsEnd()
	if p := r.all()[0]; p.over {
		t.Errorf("the upstream heard %q", p.commands)
	}
}

// A session whose record can't be begun isn't either.
func TestSessionThatIsNotBegun(t *testing.T) {
	k := &keeper{full: func(*keeper) bool { return true }}
	r := newRecorder(t, everything)
	g := newGate(t, r.address(), keeping(k))
	c := dial(t, g.listener)
	c.hears("-ERR [SYS/TEMP] this can't be put on record")
	c.hearsEnd()
	if opened := len(g.log.of(journal.Open)); opened != 0 || len(r.all()) != 0 {
		t.Errorf("%d sessions are on record", opened)
	}
}

// A client that goes while its session waits for the disk changes nothing: the session's end is recorded too.
func TestEndIsRecorded(t *testing.T) {
	k := &keeper{}
	g := newGate(t, newRecorder(t, everything).address(), keeping(k))
	g.enter(t).Close()
	g.listener.Close()
	g.sessions.Wait()
	if !k.has(k.kept, func(e *journal.Event) bool { return e.Kind == journal.Close }) {
		t.Error("the end isn't kept")
	}
}
