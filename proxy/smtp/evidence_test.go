package smtp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// The digest is that of the message as it lies in a file, whatever way it goes; where a filter has edited it there are two.
func TestDigests(t *testing.T) {
	const file = "Subject: hi\r\n\r\n.first\r\n..\r\nno dot.\r\n.\r\nlast\r\n"
	const edited = "Subject: [x] hi\r\n\r\n.first\r\n..\r\nno dot.\r\n.\r\nlast\r\n"
	stuffed := strings.ReplaceAll(file, "\r\n.", "\r\n..") + ".\r\n"
	chunks := fmt.Sprintf("|BDAT 4\r\n%sBDAT %d LAST\r\n%s", file[:4], len(file)-4, file[4:])
	tag := func(_ *filters.Session, m *filters.Message) filters.Verdict {
		m.Header.PrefixSubject("[x] ")
		return filters.Pass()
	}
	ways := map[string]struct {
		offers []string
		filter *filters.Filter
		says   string
		want   []string
	}{
		"streamed":          {everything, nil, "DATA\r\n|" + stuffed, []string{sessiontest.Digest("C", file)}},
		"held":              {everything, &filters.Filter{Message: sessiontest.Look}, "DATA\r\n|" + stuffed, []string{sessiontest.Digest("C", file)}},
		"header held":       {everything, &filters.Filter{Header: sessiontest.Look}, "DATA\r\n|" + stuffed, []string{sessiontest.Digest("C", file)}},
		"edited":            {everything, &filters.Filter{Message: tag}, "DATA\r\n|" + stuffed, []string{sessiontest.Digest("C", file), sessiontest.Digest("PS", edited)}},
		"edited on its way": {everything, &filters.Filter{Header: tag}, "DATA\r\n|" + stuffed, []string{sessiontest.Digest("C", file), sessiontest.Digest("PS", edited)}},
		"chunks":            {everything, nil, chunks, []string{sessiontest.Digest("C", file)}},
		"chunks held":       {everything, &filters.Filter{Message: sessiontest.Look}, chunks, []string{sessiontest.Digest("C", file)}},
		"chunks edited":     {everything, &filters.Filter{Message: tag}, chunks, []string{sessiontest.Digest("C", file), sessiontest.Digest("PS", edited)}},
		"chunks into DATA":  {without("CHUNKING"), nil, chunks, []string{sessiontest.Digest("C", file)}},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			chain := func(*gate) {}
			if way.filter != nil {
				chain = filtered(filters.Entry{Label: "f", Filter: way.filter})
			}
			g := newGate(t, newRecorder(t, way.offers).Address(), keeping(&sessiontest.Keeper{}), chain)
			if last := sendContent(g.enter(t), way.says); !strings.HasPrefix(last, "250") {
				t.Fatalf("heard %q", last)
			}
			if got := g.Digests(); !slices.Equal(got, way.want) {
				t.Errorf("have %q, want %q", got, way.want)
			}
		})
	}
}

// The header is on record field by field, each with its folds; content without a body too.
func TestHeaderOnRecord(t *testing.T) {
	for content, want := range map[string][]string{
		"Subject: hi\r\n\r\nhi\r\n":              {"Subject: hi"},
		"A: 1\r\n folded\r\n\tagain\r\nB: 2\r\n": {"A: 1\r\n folded\r\n\tagain", "B: 2"},
		"..A: 1\r\n.. not a fold\r\n\r\nx\r\n":   {".A: 1", ". not a fold"},
		"\r\nbody\r\n":                           nil,
		"no header\r\n":                          {"no header"},
		"":                                       nil,
	} {
		g := newGate(t, newRecorder(t, everything).Address(), keeping(&sessiontest.Keeper{}))
		if last := sendContent(g.enter(t), "DATA\r\n|"+content+".\r\n"); !strings.HasPrefix(last, "250") {
			t.Fatalf("heard %q", last)
		}
		events := g.Of(journal.Header)
		if len(events) != 1 || !slices.Equal(events[0].Lines, want) {
			t.Errorf("%q: %d events, %q", content, len(events), events[0].Lines)
		}
	}
}

// Content that the gate normalises has two digests: of what the client has sent, and of what went up.
func TestDigestsOfNormalisedContent(t *testing.T) {
	const raw, sent = "Subject: x\r\n\r\nhe\nend\r\n", "Subject: x\r\n\r\nhe\r\nend\r\n"
	for name, chain := range map[string]setup{"streamed": withHold(false), "held": withHold(true)} {
		t.Run(name, func(t *testing.T) {
			g := newGate(t, newRecorder(t, everything).Address(), keeping(&sessiontest.Keeper{}), chain, func(g *gate) { g.Normalise = true })
			if last := sendContent(g.enter(t), "DATA\r\n|"+raw+".\r\n"); !strings.HasPrefix(last, "250") {
				t.Fatalf("heard %q", last)
			}
			if got, want := g.Digests(), []string{sessiontest.Digest("C", raw), sessiontest.Digest("PS", sent)}; !slices.Equal(got, want) {
				t.Errorf("have %q, want %q", got, want)
			}
		})
	}
}

// Content of no octets at all has a digest too.
func TestDigestOfNothing(t *testing.T) {
	for name, chain := range map[string]setup{"streamed": withHold(false), "held": withHold(true)} {
		t.Run(name, func(t *testing.T) {
			g := newGate(t, newRecorder(t, everything).Address(), keeping(&sessiontest.Keeper{}), chain)
			if last := sendContent(g.enter(t), "|BDAT 0 LAST\r\n"); !strings.HasPrefix(last, "250") {
				t.Fatalf("heard %q", last)
			}
			if got, want := g.Digests(), []string{sessiontest.Digest("C", "")}; !slices.Equal(got, want) {
				t.Errorf("have %q, want %q", got, want)
			}
		})
	}
}

// A header that is too long to be kept says so.
func TestHeaderCutOff(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), keeping(&sessiontest.Keeper{}))
	long := strings.Repeat("X: "+strings.Repeat("x", 900)+"\r\n", 400)
	if last := sendContent(g.enter(t), "DATA\r\n|"+long+"\r\n.\r\n"); !strings.HasPrefix(last, "250") {
		t.Fatalf("heard %q", last)
	}
	if events := g.Of(journal.Header); len(events) != 1 || !strings.Contains(events[0].Value, "more than 262144 octets") {
		t.Errorf("%d events, the first says %q", len(events), events[0].Value)
	}
}
