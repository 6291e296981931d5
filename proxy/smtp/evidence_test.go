package smtp_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// digests are the Message events: "C 12 ab…".
func digests(g *gate) (all []string) {
	for _, e := range g.log.of(journal.Message) {
		all = append(all, fmt.Sprint(e.Way, " ", e.Size, " ", e.SHA256))
	}
	return all
}

func digestOf(way, file string) string {
	sum := sha256.Sum256([]byte(file))
	return fmt.Sprint(way, " ", len(file), " ", hex.EncodeToString(sum[:]))
}

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
		"streamed":          {everything, nil, "DATA\r\n|" + stuffed, []string{digestOf("C", file)}},
		"held":              {everything, &filters.Filter{Message: look}, "DATA\r\n|" + stuffed, []string{digestOf("C", file)}},
		"header held":       {everything, &filters.Filter{Header: look}, "DATA\r\n|" + stuffed, []string{digestOf("C", file)}},
		"edited":            {everything, &filters.Filter{Message: tag}, "DATA\r\n|" + stuffed, []string{digestOf("C", file), digestOf("PS", edited)}},
		"edited on its way": {everything, &filters.Filter{Header: tag}, "DATA\r\n|" + stuffed, []string{digestOf("C", file), digestOf("PS", edited)}},
		"chunks":            {everything, nil, chunks, []string{digestOf("C", file)}},
		"chunks held":       {everything, &filters.Filter{Message: look}, chunks, []string{digestOf("C", file)}},
		"chunks edited":     {everything, &filters.Filter{Message: tag}, chunks, []string{digestOf("C", file), digestOf("PS", edited)}},
		"chunks into DATA":  {without("CHUNKING"), nil, chunks, []string{digestOf("C", file)}},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			chain := func(*gate) {}
			if way.filter != nil {
				chain = filtered(filters.Entry{Label: "f", Filter: way.filter})
			}
			g := newGate(t, newRecorder(t, way.offers).address(), keeping(&keeper{}), chain)
			if last := sendContent(g.enter(t), way.says); !strings.HasPrefix(last, "250") {
				t.Fatalf("heard %q", last)
			}
			if got := digests(g); !slices.Equal(got, way.want) {
				t.Errorf("have %q, want %q", got, way.want)
			}
		})
	}
}

func look(*filters.Session, *filters.Message) filters.Verdict { return filters.Pass() }

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
		g := newGate(t, newRecorder(t, everything).address(), keeping(&keeper{}))
		if last := sendContent(g.enter(t), "DATA\r\n|"+content+".\r\n"); !strings.HasPrefix(last, "250") {
			t.Fatalf("heard %q", last)
		}
		events := g.log.of(journal.Header)
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
			g := newGate(t, newRecorder(t, everything).address(), keeping(&keeper{}), chain, func(g *gate) { g.Normalise = true })
			if last := sendContent(g.enter(t), "DATA\r\n|"+raw+".\r\n"); !strings.HasPrefix(last, "250") {
				t.Fatalf("heard %q", last)
			}
			if got, want := digests(g), []string{digestOf("C", raw), digestOf("PS", sent)}; !slices.Equal(got, want) {
				t.Errorf("have %q, want %q", got, want)
			}
		})
	}
}

// Content of no octets at all has a digest too.
func TestDigestOfNothing(t *testing.T) {
	for name, chain := range map[string]setup{"streamed": withHold(false), "held": withHold(true)} {
		t.Run(name, func(t *testing.T) {
			g := newGate(t, newRecorder(t, everything).address(), keeping(&keeper{}), chain)
			if last := sendContent(g.enter(t), "|BDAT 0 LAST\r\n"); !strings.HasPrefix(last, "250") {
				t.Fatalf("heard %q", last)
			}
			if got, want := digests(g), []string{digestOf("C", "")}; !slices.Equal(got, want) {
				t.Errorf("have %q, want %q", got, want)
			}
		})
	}
}

// A header that is too long to be kept says so.
func TestHeaderCutOff(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).address(), keeping(&keeper{}))
	long := strings.Repeat("X: "+strings.Repeat("x", 900)+"\r\n", 400)
	if last := sendContent(g.enter(t), "DATA\r\n|"+long+"\r\n.\r\n"); !strings.HasPrefix(last, "250") {
		t.Fatalf("heard %q", last)
	}
	if events := g.log.of(journal.Header); len(events) != 1 || !strings.Contains(events[0].Value, "more than 262144 octets") {
		t.Errorf("%d events, the first says %q", len(events), events[0].Value)
	}
}
