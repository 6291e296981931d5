package smtp_test

import (
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// Without filters, and with filters that only read, what comes out is what went in.
func TestTransparent(t *testing.T) {
	for name, offers := range map[string][]string{
		"everything": everything, "no pipelining": without("PIPELINING"), "no chunking": without("CHUNKING", "BINARYMIME"),
		"neither": without("PIPELINING", "CHUNKING", "BINARYMIME"),
	} {
		chunking := slices.Contains(offers, "CHUNKING")
		t.Run(name, func(t *testing.T) { passesThrough(t, offers, way{chunking: chunking}) })
		t.Run(name+", read", func(t *testing.T) { passesThrough(t, offers, way{chunking, true}, filtered(sessiontest.Reader())) })
		t.Run(name+", header read", func(t *testing.T) {
			passesThrough(t, offers, way{chunking, true}, filtered(sessiontest.HeaderReader()))
		})
	}
}

func passesThrough(t *testing.T, offers []string, w way, setups ...setup) {
	r := newRecorder(t, offers)
	g := newGate(t, r.Address(), setups...)
	rapid.Check(t, func(rt *rapid.T) {
		s := newScript(rt, w)
		s.play(dial(t, g.Listener))
		peers := r.All()
		if len(peers) != 1 {
			rt.Fatalf("%d upstream connections, want 1", len(peers))
		}
		s.judge(peers[0])
	})
}

// play says the script in random segments and compares the replies.
func (s *script) play(c *client) {
	defer c.Close()
	if got, err := c.reply(); got != "220 recorder.example ESMTP\r\n" {
		s.Fatalf("greeted with %q, %v", got, err)
	}
	var said string
	var open []want
	for _, step := range s.steps {
		said += step.says
		open = append(open, step.wants...)
		if step.waits {
			s.segments(c, said)
			s.hear(c, open)
			said, open = "", nil
		}
	}
	s.segments(c, said)
	s.hear(c, open)
	if got, err := c.reply(); err != io.EOF || got != "" {
		s.Fatalf("after the end: %q, %v", got, err)
	}
}

// segments writes text in pieces.
func (s *script) segments(c *client, text string) {
	largest := rapid.SampledFrom([]int{1 << 20, 4000, 100, 7}).Draw(s.T, "largest segment")
	for n := 0; text != ""; n++ {
		size := len(text)
		if n < 200 {
			size = min(len(text), rapid.IntRange(1, largest).Draw(s.T, "segment"))
		}
		if _, err := io.WriteString(c, text[:size]); err != nil {
			s.Fatalf("writing: %v", err)
		}
		text = text[size:]
	}
}

func (s *script) hear(c *client, open []want) {
	for i, want := range open {
		got, err := c.reply()
		if err != nil || got != want.text && !(want.begin && len(got) > len(want.text) && got[:len(want.text)] == want.text) {
			s.Fatalf("reply %d of a group is %q, %v; want %q", i+1, got, err, want.text)
		}
	}
}

// judge compares what the upstream has heard and stored.
func (s *script) judge(p *peer) {
	var wants []heard
	for _, step := range s.steps {
		wants = append(wants, step.up...)
	}
	if !matches(wants, p.Commands) {
		s.Fatalf("the upstream heard %q\nwant %+v", p.Commands, wants)
	}
	var got []string
	for _, m := range p.stored {
		got = append(got, m.wire)
	}
	if !slices.Equal(got, s.stored) {
		s.Fatalf("the upstream has %.300q\nwant %.300q", got, s.stored)
	}
}

// matches tells whether got is wants with some of what may be missing missing.
func matches(wants []heard, got []string) bool {
	switch {
	case len(wants) == 0:
		return len(got) == 0
	case len(got) > 0 && got[0] == wants[0].line && matches(wants[1:], got[1:]):
		return true
	}
	return wants[0].maybe && matches(wants[1:], got)
}
