package smtp_test

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
)

// courses are small sessions.
var courses = map[string]sessiontest.Course{
	"mail": {
		{hello}, {"MAIL FROM:<a@b.example>\r\n"}, {"RCPT TO:<c@d.example>\r\n"}, {"RCPT TO:<e@d.example>\r\n"}, {"DATA\r\n"},
		{"Subject: x\r\n\r\nhello\r\n..\r\n.\r\n"}, {"QUIT\r\n"},
	},
	"groups": {
		{hello}, {"MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "RCPT TO:<no-e@d.example>\r\n", "DATA\r\n"},
		{"Subject: x\r\n\r\n.\r\n", "MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "DATA\r\n"}, {"\r\nanother\r\n.\r\n", "QUIT\r\n"},
	},
	"chunks": {
		{hello}, {"MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "BDAT 11\r\nX: y\r\n\r\n.\r\n"}, {"BDAT 7 LAST\r\nQUIT\r\n.", "QUIT\r\n"},
	},
	"login": {
		{hello}, {"AUTH LOGIN\r\n"}, {"bWU=\r\n"}, {"Z29vZA==\r\n"}, {"MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "DATA\r\n"},
		{"\r\n.\r\n"}, {"QUIT\r\n"},
	},
}

// trial is a course that is played with a cut somewhere, again and again.
type trial struct {
	*sessiontest.Stretch
	r      *recorder
	course sessiontest.Course
	whole  journey // without a cut
}

// journey is one playing of it.
type journey struct {
	sessiontest.Journey
	replies []string // that were heard whole
}

func newTrial(t *testing.T, course sessiontest.Course, hurried bool, set setup) *trial {
	r := newRecorder(t, everything)
	c := &trial{Stretch: sessiontest.NewStretch(t, r.Address(), hurried), r: r, course: course}
	g := newGate(t, r.Address(), set, func(g *gate) {
		g.Forget, g.Stream.Dialogue = true, false
		g.Upstream = c.Upstream()
		g.serve = func(s *smtp.Session) { s.Serve(); c.Over() }
		if hurried {
			g.Clock, g.Wrap, g.Timeouts.EndData = c.Clock, c.Clock.Conn, 4*time.Minute
		}
	})
	c.Client = sessiontest.NewCable(t, g.Listener.Addr().String())
	c.whole = c.play(t)
	if believed, stored := c.whole.believed(), len(r.AllOf(c.Await(t))[0].stored); believed == 0 || believed != stored {
		t.Fatalf("without a cut there are %d messages: %q", stored, c.whole.replies)
	}
	return c
}

func (c *trial) play(t *testing.T) journey {
	t.Helper()
	j := journey{Journey: c.course.Play(t, c.Client.Addr(), func(r *bufio.Reader, _ string) (string, error) { return readReply(r) })}
	for r := bufio.NewReader(strings.NewReader(j.Heard)); ; {
		reply, err := readReply(r)
		if err != nil {
			return j
		}
		j.replies = append(j.replies, reply)
	}
}

// believed is how many messages the client thinks are there.
func (j *journey) believed() (n int) {
	for _, c := range meaningOf(j.Said, j.replies).contents {
		if strings.HasPrefix(c.reply, "2") {
			n++
		}
	}
	return n
}

// cut plays the course once, with a cut of one of the cables.
func (c *trial) cut(t *testing.T, cable *sessiontest.Cable, cut sessiontest.Cut) {
	t.Helper()
	c.Cuts(cable, cut)
	j := c.play(t)
	sent, replies := j.Said, j.replies
	if cable == c.Client {
		replies = c.whole.replies // it may not have heard what was said
		if !cut.Down {
			sent = sent[:min(cut.Behind, len(sent))]
		}
	}
	c.judge(t, j, meaningOf(sent, replies), cable == c.Client)
	if t.Failed() {
		t.Fatalf("cut %+v of the client's %v; the client hears %q, %v", cut, cable == c.Client, j.Heard, j.Err)
	}
}

// judge holds what has become of a session against what either side may believe: the upstream has nothing that the client hasn't sent whole, and
// the client believes in nothing that the upstream hasn't. A server that is lost while content is held may be called again.
func (c *trial) judge(t *testing.T, j journey, meant *meaning, clients bool) {
	t.Helper()
	peers := c.r.AllOf(c.Await(t))
	meant.slow = c.Clock != nil
	var all []stored
	for _, p := range peers {
		all = append(all, p.stored...)
		if foreign := meant.overheard(p.Commands); len(foreign) > 0 {
			t.Errorf("the upstream heard %q, of which nobody said %q", p.Commands, foreign)
		}
		if len(p.Wrongs) > 0 && clients { // half of what was said is the cable's fault, otherwise
			t.Errorf("the upstream saw %q", p.Wrongs)
		}
	}
	for i := range meant.contents {
		meant.contents[i].reply = "" // it may be there, whatever was heard: that may be in doubt
	}
	if wrong := meant.misplaced(all); wrong != "" {
		t.Error(wrong)
	}
	if believed := j.believed(); believed > len(all) {
		t.Errorf("the client believes in %d messages, of which the upstream has %d", believed, len(all))
	}
	if len(peers) > 2 {
		t.Errorf("%d upstream connections", len(peers))
	}
}

// guards are what stands between the client and the upstream.
var guards = map[string]setup{"streamed": func(*gate) {}, "held": filtered(sessiontest.Reader()), "header": filtered(sessiontest.HeaderReader())}

// Wherever a connection ends, and whatever way, nobody believes in a message that isn't there, nothing goes up that the client hasn't sent
// whole, and all is over on both sides. Behind each octet each guard meets another way.
func TestCutAnywhere(t *testing.T) {
	ways := []sessiontest.Way{sessiontest.Ends, sessiontest.IsReset, sessiontest.HalfEnds}
	for name, course := range courses {
		for guard, set := range guards {
			t.Run(fmt.Sprint(name, ", ", guard), func(t *testing.T) {
				c := newTrial(t, course, false, set)
				c.Everywhere(func(n int, cable *sessiontest.Cable, cut sessiontest.Cut) {
					if testing.Short() && n%5 != 0 {
						return
					}
					cut.Way, cut.Pieces = ways[(n+len(guard))%len(ways)], uint64(n%2*n)
					c.cut(t, cable, cut)
				})
			})
		}
	}
}

// Likewise where a connection carries no more, and nobody says so.
func TestStallAnywhere(t *testing.T) {
	octetByOctet(t, func(t *testing.T, c *trial, cable *sessiontest.Cable, cut sessiontest.Cut) {
		if !cut.Last {
			cut.Way = sessiontest.Stalls
			c.cut(t, cable, cut)
		}
	})
}

// Where a connection pauses it makes no difference: each says and hears what is said without a pause.
func TestPauseAnywhere(t *testing.T) {
	octetByOctet(t, func(t *testing.T, c *trial, cable *sessiontest.Cable, cut sessiontest.Cut) {
		cut.Way = sessiontest.Pauses
		c.paused(t, cable, cut)
	})
}

// octetByOctet calls f for each octet of each course behind each guard, by a clock that doesn't wait.
func octetByOctet(t *testing.T, f func(t *testing.T, c *trial, cable *sessiontest.Cable, cut sessiontest.Cut)) {
	every := 1
	if testing.Short() {
		every = 7
	}
	for name, course := range courses {
		for guard, set := range guards {
			t.Run(fmt.Sprint(name, ", ", guard), func(t *testing.T) {
				c := newTrial(t, course, true, set)
				c.Everywhere(func(n int, cable *sessiontest.Cable, cut sessiontest.Cut) {
					if n%every == 0 {
						f(t, c, cable, cut)
					}
				})
			})
		}
	}
}

// paused plays the course once, with a pause in one of the cables.
func (c *trial) paused(t *testing.T, cable *sessiontest.Cable, cut sessiontest.Cut) {
	t.Helper()
	c.Cuts(cable, cut)
	j := c.play(t)
	stored := 0
	for _, p := range c.r.AllOf(c.Await(t)) {
		stored += len(p.stored)
	}
	if !slices.Equal(j.replies, c.whole.replies) || stored != c.whole.believed() {
		t.Fatalf("pause %+v of the client's %v; %d messages, and the client hears %q, without a pause %q", cut, cable == c.Client, stored, j.replies, c.whole.replies)
	}
}
