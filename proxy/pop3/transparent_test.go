package pop3_test

import (
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// shadowed is an entry that only watches.
func shadowed(e filters.Entry) filters.Entry {
	e.Shadow = true
	return e
}

// Without filters, and with filters that only read, what comes out is what went in.
func TestTransparent(t *testing.T) {
	for name, offers := range map[string][]string{"groups": everything, "one by one": without("PIPELINING"), "few": {"USER", "TOP", "X-OWN"}} {
		t.Run(name, func(t *testing.T) { passesThrough(t, offers, false) })
		t.Run(name+", read", func(t *testing.T) { passesThrough(t, offers, true, filtered(sessiontest.Reader())) })
		t.Run(name+", header read", func(t *testing.T) { passesThrough(t, offers, false, filtered(sessiontest.HeaderReader())) })
		t.Run(name+", watched", func(t *testing.T) { passesThrough(t, offers, false, filtered(shadowed(sessiontest.Reader()))) })
	}
}

func passesThrough(t *testing.T, offers []string, asks bool, setups ...setup) {
	r := newRecorder(t, offers)
	g := newGate(t, r.Address(), setups...)
	rapid.Check(t, func(rt *rapid.T) {
		d := newDialogue(rt, offers, asks)
		r.has(d.box.mail, rapid.SampledFrom([]int{0, 1, 2, 7, 1000}).Draw(rt, "segments of the upstream"))
		d.play(dial(t, g.Listener))
		peers := r.All()
		if len(peers) != 1 {
			rt.Fatalf("%d upstream connections, want 1", len(peers))
		}
		if !slices.Equal(peers[0].Commands, d.up) && !slices.Equal(withoutQuestion(peers[0].Commands, d.up), d.up) {
			rt.Fatalf("the upstream heard %q\nwant %q", peers[0].Commands, d.up)
		}
		if !slices.Equal(peers[0].deleted, d.box.deleted) {
			rt.Fatalf("the upstream has deleted %v\nwant %v", peers[0].deleted, d.box.deleted)
		}
	})
}

// withoutQuestion are the commands that the upstream heard, without the one CAPA that is the gate's own.
func withoutQuestion(heard, want []string) []string {
	for i := range heard {
		if heard[i] == "CAPA" && (i >= len(want) || want[i] != "CAPA") {
			return slices.Delete(slices.Clone(heard), i, i+1)
		}
	}
	return heard
}

// play says the dialogue in random segments and compares the replies.
func (d *dialogue) play(c *client) {
	defer c.Close()
	d.hear(c, []step{{want: theGreeting}})
	var said string
	var open []step
	for _, step := range d.steps {
		said += step.says
		open = append(open, step)
		if step.waits {
			d.segments(c, said)
			d.hear(c, open)
			said, open = "", nil
		}
	}
	d.segments(c, said)
	d.hear(c, open)
	if got, err := c.reply(""); err != io.EOF || got != "" {
		d.Fatalf("after the end: %q, %v", got, err)
	}
}

// segments writes text in pieces.
func (d *dialogue) segments(c *client, text string) {
	largest := rapid.SampledFrom([]int{1 << 20, 100, 7, 1}).Draw(d.T, "largest segment")
	for text != "" {
		size := min(len(text), rapid.IntRange(1, largest).Draw(d.T, "segment"))
		if _, err := io.WriteString(c, text[:size]); err != nil {
			d.Fatalf("writing: %v", err)
		}
		text = text[size:]
	}
}

// hear wants the replies byte by byte, but for those that are the gate's own.
func (d *dialogue) hear(c *client, open []step) {
	for i, step := range open {
		want := step.want
		got := make([]byte, len(want))
		n, err := io.ReadFull(c.R, got)
		if string(got[:n]) == want && step.begins {
			_, err = c.R.ReadString('\n')
		}
		if string(got[:n]) != want || err != nil {
			d.Fatalf("reply %d of a group, to %q, is %q, %v\nwant %q", i+1, step.says, got[:n], err, want)
		}
	}
}
