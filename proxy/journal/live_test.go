package journal

import (
	"fmt"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestLivePlain(t *testing.T) {
	golden(t, "live.txt", show(false))
}

func TestLiveColoured(t *testing.T) {
	golden(t, "live-coloured.txt", show(true))
}

func show(colour bool) string {
	var b strings.Builder
	l := NewLive(&b, colour)
	record(l, story())
	l.Close()
	return b.String()
}

// stuck is a terminal that takes nothing until it is released.
type stuck struct {
	strings.Builder
	entered chan struct{}
	release chan struct{}
}

func (s *stuck) Write(p []byte) (int, error) {
	select {
	case s.entered <- struct{}{}:
	default:
	}
	<-s.release
	return s.Builder.Write(p)
}

func (s *stuck) WriteString(text string) (int, error) { return s.Write([]byte(text)) }

// A session never waits for a terminal that is stuck; what was dropped is counted where it is missing.
func TestLiveDropsAndCounts(t *testing.T) {
	defer goleak.VerifyNone(t)
	out := &stuck{entered: make(chan struct{}, 1), release: make(chan struct{})}
	l := NewLive(out, false)
	say := func(arg string) { l.Record(&Event{Kind: Command, Way: C, Verb: "NOOP", Arg: arg}) }
	say("first")
	<-out.entered
	for i := range liveQueue {
		say(fmt.Sprint(i))
	}
	for range 12 {
		say("dropped")
	}
	close(out.release)
	l.Close()
	got := out.String()
	if !strings.HasSuffix(got, fmt.Sprintf("NOOP %d\n… 12 events dropped\n", liveQueue-1)) {
		t.Errorf("it ends with %q", got[max(0, len(got)-100):])
	}
	if strings.Contains(got, "NOOP dropped") {
		t.Error("a dropped event was printed")
	}
}

// The gap is told before the first event after it.
func TestLiveGapBeforeNext(t *testing.T) {
	l := &Live{out: &strings.Builder{}, queue: make(chan heard, 2)}
	l.missed.Store(3)
	l.Record(&Event{Kind: Command, Way: C, Verb: "NOOP"})
	l.write(<-l.queue)
	if got := l.out.(*strings.Builder).String(); !strings.HasPrefix(got, "… 3 events dropped\n") {
		t.Errorf("have %q", got)
	}
}

// A filter with a hook Reply has a verdict before each reply; one that does nothing isn't shown.
func TestLiveIdleReplies(t *testing.T) {
	for verdict, want := range map[string]string{"pass": "", "pass after 3s": "  | quota Reply: pass after 3s\n"} {
		var b strings.Builder
		l := NewLive(&b, false)
		l.Record(&Event{Kind: Verdict, Filter: "quota", Hook: "Reply", Verdict: verdict})
		l.Close()
		if !strings.HasSuffix(b.String(), want) || want == "" && b.Len() > 0 {
			t.Errorf("%s: have %q, want %q", verdict, b.String(), want)
		}
	}
}

func TestLiveIsBounded(t *testing.T) {
	e := &Event{Kind: Reply, Way: S, Code: 250}
	for range 1000 {
		e.Lines = append(e.Lines, strings.Repeat("ü", 1000))
	}
	got := dialogue(e, false)
	if n := strings.Count(got, "\n"); n != maxReplyLines+1 {
		t.Errorf("%d lines", n)
	}
	for l := range strings.Lines(got) {
		if len(l) > maxLine+50 {
			t.Errorf("a line of %d bytes", len(l))
		}
	}
}
