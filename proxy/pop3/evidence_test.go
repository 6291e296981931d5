package pop3_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// onlyContent gives a gate a record of content, and nothing that fails.
func onlyContent(g *gate) { g.Stream.Content, g.Stream.Header = true, true }

// The digest is that of the message as it lies in a file, whatever way it goes; where the client got something else there are two.
func TestDigests(t *testing.T) {
	const file = "Subject: hi\r\n\r\n.first\r\n..\r\nno dot.\r\n.\r\nlast\r\n"
	const edited = "Subject: [x] hi\r\n\r\n.first\r\n..\r\nno dot.\r\n.\r\nlast\r\n"
	tag := func(_ *filters.Session, m *filters.Message) filters.Verdict {
		m.Header.PrefixSubject("[x] ")
		return filters.Pass()
	}
	refuse := func(*filters.Session, *filters.Message) filters.Verdict { return filters.Refuse("5.7.1", "no") }
	for name, way := range map[string]struct {
		filter *filters.Filter
		shadow bool
		want   []string
	}{
		"streamed":          {&filters.Filter{}, false, []string{sessiontest.Digest("S", file)}},
		"held":              {&filters.Filter{Message: sessiontest.Look}, false, []string{sessiontest.Digest("S", file)}},
		"header held":       {&filters.Filter{Header: sessiontest.Look}, false, []string{sessiontest.Digest("S", file)}},
		"edited":            {&filters.Filter{Message: tag}, false, []string{sessiontest.Digest("S", file), sessiontest.Digest("PC", edited)}},
		"edited on its way": {&filters.Filter{Header: tag}, false, []string{sessiontest.Digest("S", file), sessiontest.Digest("PC", edited)}},
		"edited in shadow":  {&filters.Filter{Message: tag}, true, []string{sessiontest.Digest("S", file)}},
		"withheld":          {&filters.Filter{Message: refuse}, false, []string{sessiontest.Digest("S", file)}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything, func(r *recorder) { r.mail = []string{stuff(file)} })
			g := newGate(t, r.Address(), filtered(filters.Entry{Label: "f", Filter: way.filter, Shadow: way.shadow}), onlyContent)
			c := g.enter(t)
			heard := c.ask("RETR 1", "+OK")
			c.ask("QUIT", "+OK")
			want := way.want
			if name == "withheld" {
				_, notice, _ := strings.Cut(heard, "\r\n")
				want = append(want, sessiontest.Digest("PC", strings.TrimSuffix(notice, ".\r\n")))
			}
			if got := g.Digests(); !slices.Equal(got, want) {
				t.Errorf("have %q, want %q", got, want)
			}
		})
	}
}

// The header is on record field by field, each with its folds; content without a body too, or with nothing at all.
func TestHeaderOnRecord(t *testing.T) {
	for content, want := range map[string][]string{
		"Subject: hi\r\n\r\nhi\r\n":              {"Subject: hi"},
		"A: 1\r\n folded\r\n\tagain\r\nB: 2\r\n": {"A: 1\r\n folded\r\n\tagain", "B: 2"},
		"..A: 1\r\n.. not a fold\r\n\r\nx\r\n":   {".A: 1", ". not a fold"},
		"\r\nbody\r\n":                           nil,
		"":                                       nil,
	} {
		for name, way := range ways {
			r := newRecorder(t, everything, func(r *recorder) { r.mail = []string{content} })
			g := newGate(t, r.Address(), way, onlyContent)
			g.enter(t).ask("RETR 1", "+OK")
			events := g.Of(journal.Header)
			if len(events) != 1 || !slices.Equal(events[0].Lines, want) {
				t.Errorf("%s, %q: %d events, %q", name, content, len(events), events[0].Lines)
			}
			if n := len(g.Of(journal.Message)); n != 1 {
				t.Errorf("%s, %q: %d digests", name, content, n)
			}
		}
	}
}

// What an upstream has said too little of has no digest.
func TestTornMessageHasNoDigest(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything, func(r *recorder) { r.Faults["RETR lines"] = sessiontest.Closes })
			g := newGate(t, r.Address(), way, onlyContent)
			c := g.enter(t)
			c.Say("RETR 1")
			c.reply("RETR 1")
			c.Close()
			g.End()
			if got := g.Digests(); len(got) > 0 {
				t.Errorf("have %q", got)
			}
		})
	}
}

// An errand is summed up once, with what the client got and what was deleted.
func TestErrand(t *testing.T) {
	for name, quits := range map[string]bool{"quit": true, "gone": false} {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything)
			g := newGate(t, r.Address(), guards["message"].set)
			c := g.enter(t)
			for _, line := range []string{"RETR 1", "RETR 2", "RETR 3", "TOP 1 0", "DELE 1", "DELE 2"} {
				c.ask(line, "+OK")
			}
			if quits {
				c.ask("QUIT", "+OK")
			}
			c.Close()
			g.End()
			errands := g.Of(journal.Maildrop)
			if len(errands) != 1 {
				t.Fatalf("%d errands", len(errands))
			}
			e := errands[0].Errand
			deleted := 0
			if quits {
				deleted = 2
			}
			if onTheWire := len(someMail[0]+someMail[1]) + 2*len(".\r\n"); e.Octets != int64(onTheWire) {
				t.Errorf("have %d octets, want %d", e.Octets, onTheWire)
			}
			if e.User != "me" || e.Fetched != 2 || e.Peeked != 1 || e.Withheld != 1 || e.Updated != quits || e.Deleted != deleted {
				t.Errorf("have %+v", e)
			}
		})
	}
}

// Where QUIT would have deleted what the client didn't get the record says so, and the server hears none.
func TestErrandThatExpires(t *testing.T) {
	r := newRecorder(t, append([]string{"EXPIRE 0"}, everything...))
	g := newGate(t, r.Address(), guards["message"].set)
	c := g.enter(t)
	for _, line := range []string{"CAPA", "RETR 1", "RETR 3", "DELE 1"} {
		c.ask(line, "+OK")
	}
	c.ask("QUIT", "-ERR [SYS/PERM]")
	c.HearsEnd()
	g.End()
	if p := r.All()[0]; p.over || slices.Contains(p.Commands, "QUIT") {
		t.Errorf("the upstream heard %q", p.Commands)
	}
	const want = "the server would delete what the client didn't get"
	if e := g.Of(journal.Maildrop)[0].Errand; e.Updated || e.Withheld != 1 || e.By != want {
		t.Errorf("have %+v", e)
	}
}

// A reply that nobody has read when the session ends shows that the answers may have been shifted.
func TestSurplusBehindQuit(t *testing.T) {
	for words, violations := range map[string]int{"+OK\r\n": 0, "+OK\r\n+OK bye\r\n": 1, "-ERR\r\n+": 1} {
		r := newRecorder(t, everything, func(r *recorder) { r.Faults["QUIT"] = sessiontest.Says(words) })
		g := newGate(t, r.Address())
		c := g.enter(t)
		c.ask("QUIT", words[:3])
		c.HearsEnd()
		g.End()
		if got := g.Of(journal.Violation); len(got) != violations {
			t.Errorf("%q: have %v", words, got)
		}
	}
}

// Where a lax client would have found an end that was none, that is on record, in a listing as in a message.
func TestLoneDotIsAFinding(t *testing.T) {
	const dotted = "1 one\n.\n2 two\r\n.\r\n"
	for _, command := range []string{"UIDL", "TOP 1 0", "RETR 1"} {
		t.Run(command, func(t *testing.T) {
			verb, _, _ := strings.Cut(command, " ")
			r := newRecorder(t, everything, func(r *recorder) { r.Faults[verb+" lines"] = sessiontest.Says(dotted) })
			g := newGate(t, r.Address())
			c := g.enter(t)
			c.ask(command, "+OK")
			c.Close()
			g.End()
			if found := g.Of(journal.Finding); len(found) != 1 || found[0].Key != "pop3.lone_dot" {
				t.Errorf("found %v", found)
			}
		})
	}
}
