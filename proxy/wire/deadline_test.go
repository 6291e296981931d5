package wire

import (
	"bytes"
	"errors"
	"net"
	"os"
	"slices"
	"testing"
	"time"
)

// byHand is a clock that moves when it is told to.
type byHand struct{ now time.Time }

func (c *byHand) Now() time.Time                       { return c.now }
func (c *byHand) After(time.Duration) <-chan time.Time { return nil }

// recorder writes down the deadlines that are set.
type recorder struct {
	net.Conn
	start     time.Time
	deadlines []time.Duration // since start
}

func (r *recorder) SetReadDeadline(t time.Time) error {
	r.deadlines = append(r.deadlines, t.Sub(r.start))
	return r.Conn.SetReadDeadline(t)
}

// onClock makes a Conn whose clock moves on by step whenever it waits, and writes its deadlines down.
func onClock(t *testing.T, step time.Duration) (*Conn, *segmented, *recorder) {
	c, peer := inSegments(t)
	start := time.Now().Add(never) // no deadline of these tests comes by itself
	clock := &byHand{start}
	r := &recorder{Conn: c.c, start: start}
	c.c, c.clock = r, clock
	peer.waiting = func() { clock.now = clock.now.Add(step) }
	return c, peer, r
}

// A deadline is moved when a block has come, not by each byte, and never behind the last moment.
func TestContentDeadlines(t *testing.T) {
	c, peer, r := onClock(t, 10*time.Second)
	for range 9 {
		peer.segments = append(peer.segments, bytes.Repeat([]byte("x"), contentBlock/4))
	}
	b := c.Content(30*time.Second, r.start.Add(95*time.Second), false)
	for b.Size <= 2*contentBlock { // what is there needs no deadline
		if _, _, err := b.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if want := []time.Duration{30 * time.Second, 70 * time.Second, 95 * time.Second}; !slices.Equal(r.deadlines, want) {
		t.Errorf("%v, want %v", r.deadlines, want)
	}
}

// A peer that drips bytes has its first deadline to the end, and so has one that drips bad ones to Swallow.
func TestContentDripped(t *testing.T) {
	for _, byteOf := range []string{"x", "\n"} {
		c, peer, r := onClock(t, time.Millisecond)
		peer.segments = cut(bytes.Repeat([]byte(byteOf), contentBlock-1), ^uint64(0))
		b := c.Content(time.Minute, time.Time{}, false)
		for err := error(nil); err == nil; {
			_, _, err = b.Next()
		}
		if b.Swallow(contentBlock); len(r.deadlines) != 1 {
			t.Errorf("%d deadlines after %d times %q", len(r.deadlines), b.Size, byteOf)
		}
	}
}

// What whoever takes the pieces does meanwhile is no time of the peer's, except that all of it has an end.
func TestContentTakenLate(t *testing.T) {
	c, peer, r := onClock(t, 10*time.Second)
	peer.segments = [][]byte{[]byte("a\r\n"), []byte("b\r\n"), []byte("c\r\n")}
	b := c.Content(time.Minute, r.start.Add(time.Hour), false)
	for _, away := range []time.Duration{10 * time.Minute, 50 * time.Second, 2 * time.Hour} {
		if p, _, err := b.Next(); len(p) != 3 || err != nil {
			t.Errorf("%q, %v", p, err)
		}
		clock := c.clock.(*byHand)
		clock.now = clock.now.Add(away)
	}
	b.Next()
	if want := []time.Duration{time.Minute, 11 * time.Minute, 11*time.Minute + 50*time.Second, time.Hour}; !slices.Equal(r.deadlines, want) {
		t.Errorf("%v, want %v", r.deadlines, want)
	}
}

func TestContentTooSlow(t *testing.T) {
	c, peer := dial(t)
	peer.Write([]byte("a\r\n"))
	b := c.Content(-time.Second, time.Time{}, false)
	if _, _, err := b.Next(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Next: %v", err)
	}
	if err := b.Swallow(100); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Swallow: %v", err)
	}
}

// An alarm and a Wake end a wait, not the content: its deadline stays, and no byte is lost.
func TestContentWoken(t *testing.T) {
	c, peer, r := onClock(t, 0)
	peer.segments = [][]byte{[]byte("a\r\n."), []byte("\r\n")}
	b := c.Content(time.Minute, time.Time{}, false)
	b.Alarm(time.Unix(1, 0))
	if _, _, err := b.Next(); err != ErrWoken {
		t.Errorf("alarm: %v", err)
	}
	if p, _, err := b.Next(); string(p) != "a\r\n" || err != nil {
		t.Errorf("after it: %q, %v", p, err)
	}
	c.Wake()
	if _, _, err := b.Next(); err != ErrWoken {
		t.Errorf("woken: %v", err)
	}
	if p, end, err := b.Next(); string(p) != ".\r\n" || !end || err != nil {
		t.Errorf("after it: %q, %v, %v", p, end, err)
	}
	if last := r.deadlines[len(r.deadlines)-1]; last != time.Minute {
		t.Errorf("the deadline became %v", last)
	}
}

// A Wake that comes before a deadline is set anew is not lost: who waits for content would notice a shutdown only by its time-out.
func TestContentWokenBefore(t *testing.T) {
	for name, again := range map[string]func(*ContentReader){
		"block": func(b *ContentReader) { b.arm() },
		"alarm": func(b *ContentReader) { b.Alarm(time.Time{}) },
	} {
		c, peer, _ := onClock(t, 0)
		peer.segments = [][]byte{[]byte(".\r\n")}
		b := c.Content(time.Minute, time.Time{}, false)
		c.Wake()
		again(b)
		if _, _, err := b.Next(); err != ErrWoken {
			t.Errorf("%s: %v", name, err)
		}
		if _, end, err := b.Next(); !end || err != nil {
			t.Errorf("%s: after it %v, %v", name, end, err)
		}
	}
	c, _, _ := onClock(t, 0)
	c.Wake()
	if _, _, err := c.Content(time.Minute, time.Time{}, false).Next(); err != ErrWoken {
		t.Errorf("before the content: %v", err)
	}
}

func TestSwallowWoken(t *testing.T) {
	c, peer, _ := onClock(t, 0)
	peer.segments = [][]byte{[]byte("a\n.\r\n\r\n."), []byte("\r\nQUIT\r\n")}
	b := c.Content(time.Minute, time.Time{}, false)
	if _, _, err := b.Next(); err != ErrBareNewline {
		t.Fatal(err)
	}
	c.Wake()
	if err := b.Swallow(100); err != ErrWoken {
		t.Errorf("woken: %v", err)
	}
	if err := b.Swallow(100); err != nil {
		t.Errorf("after it: %v", err)
	}
	if line, err := c.ReadLine(512); string(line) != "QUIT\r\n" {
		t.Errorf("%q, %v", line, err)
	}
}

// Bytes that are there don't help a peer whose time is up, and are not lost when it gets more.
func TestReadBy(t *testing.T) {
	c, peer := dial(t)
	peer.Write([]byte("NOOP\r\n"))
	c.ReadBy(time.Unix(1, 0))
	if _, err := c.ReadLine(512); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("ReadLine: %v", err)
	}
	if _, err := c.ReadOctets(1); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("ReadOctets: %v", err)
	}
	c.ReadBy(time.Time{})
	if line, err := c.ReadLine(512); string(line) != "NOOP\r\n" {
		t.Errorf("%q, %v", line, err)
	}
}

// The deadline is for a write that has to wait; what the peer can take at once it gets, and it counts.
func TestWriteBy(t *testing.T) {
	c, _ := dial(t)
	c.WriteBy(time.Unix(1, 0))
	if _, err := c.Write([]byte("220\r\n")); err != nil {
		t.Error(err)
	}
	flood := make([]byte, 64<<20) // more than a socket holds
	n, err := c.Write(flood)
	if !errors.Is(err, os.ErrDeadlineExceeded) || n == 0 || n == len(flood) {
		t.Errorf("%d octets, %v", n, err)
	}
	if n, err := c.Write(flood); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("again: %d octets, %v", n, err)
	}
}

// A wait is ended by another goroutine, whether it runs already or not; half a line is kept.
func TestWake(t *testing.T) {
	c, peer := inSegments(t)
	peer.segments = [][]byte{[]byte("NO"), nil, []byte("OP\r\n")}
	woken := make(chan struct{})
	peer.waiting = func() {
		if len(peer.segments) == 2 { // nothing is said, so the wait is long
			go func() { defer close(woken); c.Wake() }()
		}
	}
	if _, err := c.ReadLine(512); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("ReadLine: %v", err)
	}
	<-woken
	c.ReadBy(time.Time{})
	if line, err := c.ReadLine(512); string(line) != "NOOP\r\n" {
		t.Errorf("%q, %v", line, err)
	}
}

// An Abort outlives every deadline that is set behind it; what can be written at once still is, within its grace.
func TestAbort(t *testing.T) {
	for grace, want := range map[time.Duration]error{0: os.ErrDeadlineExceeded, time.Hour: nil} {
		c, peer := dial(t)
		peer.Write([]byte("NOOP\r\n"))
		c.Abort(grace)
		c.ReadBy(time.Time{})
		c.WriteBy(time.Time{})
		if _, err := c.ReadLine(512); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("grace %v: ReadLine: %v", grace, err)
		}
		if _, _, err := c.Content(time.Hour, time.Time{}, false).Next(); err != ErrWoken {
			t.Errorf("grace %v: Next: %v", grace, err)
		}
		if _, err := c.Write([]byte("421\r\n")); !errors.Is(err, want) {
			t.Errorf("grace %v: Write: %v, want %v", grace, err, want)
		}
		if !c.Aborted() {
			t.Errorf("grace %v: it says it isn't aborted", grace)
		}
	}
}

// A write that has to wait is ended by an Abort, whether it runs already or not.
func TestAbortWrite(t *testing.T) {
	for _, grace := range []time.Duration{0, time.Millisecond} {
		c, _ := dial(t)
		aborted := make(chan struct{})
		go func() { defer close(aborted); c.Abort(grace) }()
		if _, err := c.Write(make([]byte, 64<<20)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("grace %v: %v", grace, err)
		}
		<-aborted
	}
}
