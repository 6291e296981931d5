package pop3_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// fullAfter is a disk with room for so many events.
func fullAfter(n int) func([]*journal.Event) bool {
	return func(recorded []*journal.Event) bool { return len(recorded) > n }
}

func keeping(k *sessiontest.Keeper) setup {
	return func(g *gate) {
		g.Stream.Keeper, g.Stream.Sync, g.Stream.Content, g.Stream.Header = k, true, true, true
	}
}

// ways are those on which content comes down.
var ways = map[string]setup{
	"streamed":    func(*gate) {},
	"header held": filtered(filters.Entry{Label: "look", Filter: &filters.Filter{Header: sessiontest.Look}}),
	"held":        filtered(filters.Entry{Label: "look", Filter: &filters.Filter{Message: sessiontest.Look}}),
	"watched":     filtered(shadowed(filters.Entry{Label: "look", Filter: &filters.Filter{Message: sessiontest.Look}})),
}

// What a client hears is kept before it does.
func TestRepliesAreOnRecordFirst(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			k := &sessiontest.Keeper{}
			g := newGate(t, newRecorder(t, everything).Address(), keeping(k), way)
			c := dial(t, g.Listener)
			for _, line := range []string{"", "CAPA", "USER me", "PASS good", "STAT", "LIST", "RETR 1", "TOP 2 0", "DELE 1", "RSET", "QUIT"} {
				if line != "" {
					c.Say(line)
				}
				if got, err := c.reply(line); err != nil || !isOK(got) {
					t.Fatalf("heard %q, %v", got, err)
				}
				verb, _, _ := strings.Cut(line, " ")
				if !k.Kept(sessiontest.VerbIs(journal.Reply, verb)) {
					t.Errorf("the reply to %q came before it was on record", line)
				}
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
				k := &sessiontest.Keeper{Full: fullAfter(n)}
				r := newRecorder(t, everything, func(r *recorder) { r.mail = recordedMail })
				got := lastingSession(t, newGate(t, r.Address(), keeping(k), way))
				same := 0
				for same < min(len(got), len(whole)) && got[same] == whole[same] {
					same++
				}
				if rest := got[same:]; rest != "" && (!strings.HasSuffix(rest, "can't be put on record now, try again later\r\n") || !slices.Contains(ends, same)) {
					t.Errorf("room for %d events: behind %d octets of %d stands %.100q", n, same, len(whole), rest)
				}
				peers := r.All()
				for _, p := range peers {
					if p.over && !k.Durable(sessiontest.VerbIs(journal.Reply, "DELE")) {
						t.Errorf("room for %d events: %v are deleted", n, p.deleted)
					}
				}
			}
		})
	}
}

// undisturbed is what a client hears whose session is recorded: where its replies end, and how many events there are.
func undisturbed(t *testing.T, way setup) (whole string, ends []int, events int) {
	k := &sessiontest.Keeper{}
	whole = lastingSession(t, newGate(t, newRecorder(t, everything, func(r *recorder) { r.mail = recordedMail }).Address(), keeping(k), way))
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
	return whole, ends, k.Recorded()
}

// lasting is a session in groups.
var lasting = []string{
	"CAPA\r\n", "USER me\r\nPASS good\r\n", "LIST\r\nRETR 3\r\nRETR 1\r\nRETR 2\r\nTOP 2 1\r\nRETR 2\r\nDELE 1\r\n", "RETR 3\r\n", "NOOP\r\n", "QUIT\r\n",
}

// lastingSession says it and hears all.
func lastingSession(t *testing.T, g *gate) string {
	c := dial(t, g.Listener)
	defer c.Close()
	var heard strings.Builder
	c.R.Reset(io.TeeReader(c.TCPConn, &heard))
	_, err := c.reply("")
	for _, group := range lasting {
		io.WriteString(c, group) // where the gate has closed, the next reply is the end
		for line := range strings.SplitSeq(strings.TrimSuffix(group, "\r\n"), "\r\n") {
			if err == nil {
				_, err = c.reply(line)
			}
		}
	}
	if _, err := io.Copy(io.Discard, c.R); err != nil {
		t.Fatalf("no end: %v, after %d octets", err, heard.Len())
	}
	return heard.String()
}

// The answer to QUIT is told, whether it can be recorded or not; and what led to it was on disk before QUIT went up.
func TestAnswerThatCannotBeRecorded(t *testing.T) {
	k := &sessiontest.Keeper{Full: sessiontest.FullAt(sessiontest.VerbIs(journal.Reply, "QUIT"))}
	r := newRecorder(t, everything)
	c := newGate(t, r.Address(), keeping(k)).enter(t)
	c.ask("RETR 1", "+OK")
	c.ask("DELE 1", "+OK")
	c.ask("QUIT", "+OK")
	c.HearsEnd()
	if p := r.All()[0]; !slices.Equal(p.deleted, []int{1}) {
		t.Errorf("deleted are %v", p.deleted)
	}
	for _, verb := range []string{"RETR", "DELE"} {
		if !k.Durable(sessiontest.VerbIs(journal.Reply, verb)) {
			t.Errorf("QUIT went up before the reply to %s was on disk", verb)
		}
	}
}

// What can't be on disk isn't deleted, be it the reply that stands before QUIT in a group.
func TestQuitThatCannotBeRecorded(t *testing.T) {
	for _, kind := range []journal.Kind{journal.Command, journal.Reply} {
		k := &sessiontest.Keeper{Full: sessiontest.FullAt(sessiontest.VerbIs(kind, "NOOP"))}
		r := newRecorder(t, everything)
		c := newGate(t, r.Address(), keeping(k)).enter(t)
		c.ask("DELE 1", "+OK")
		c.Say("NOOP", "QUIT")
		c.Hears("-ERR [SYS/TEMP] this can't be put on record")
		c.HearsEnd()
		if p := r.All()[0]; p.over {
			t.Errorf("%s: the upstream heard %q", kind, p.Commands)
		}
	}
}

// A session whose record can't be begun isn't either.
func TestSessionThatIsNotBegun(t *testing.T) {
	k := &sessiontest.Keeper{Full: fullAfter(-1)}
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), keeping(k))
	c := dial(t, g.Listener)
	c.Hears("-ERR [SYS/TEMP] this can't be put on record")
	c.HearsEnd()
	if opened := len(g.Of(journal.Open)); opened != 0 || len(r.All()) != 0 {
		t.Errorf("%d sessions are on record", opened)
	}
}

// A client that goes while its session waits for the disk changes nothing: the session's end is recorded too.
func TestEndIsRecorded(t *testing.T) {
	k := &sessiontest.Keeper{}
	g := newGate(t, newRecorder(t, everything).Address(), keeping(k))
	g.enter(t).Close()
	g.End()
	if !k.Kept(sessiontest.KindIs(journal.Close)) {
		t.Error("the end isn't kept")
	}
}
