package journal

import (
	"fmt"
	"io"
	"sync/atomic"
)

// liveQueue is how many events wait for a slow terminal; more are dropped.
const liveQueue = 4096

// Live is a [Sink] that prints each dialogue as people read it: who said what on both legs, in the letters of the
// transcripts, with verdicts and findings between, but for those that a reply may pass. Content is never shown. A session doesn't wait for it: what a slow
// terminal can't take is dropped and counted.
type Live struct {
	out    io.Writer
	colour bool
	queue  chan heard
	missed atomic.Int64 // events dropped since the last that was queued
	quit   chan struct{}
	done   chan struct{}
}

// heard is an event with the number of events that were dropped before it.
type heard struct {
	event  *Event
	missed int64
}

// NewLive makes a Live that prints to out, with the colours of a terminal if asked, until Close. Nobody else writes to out
// in the meantime unless out is made for that. Errors of out are not reported.
func NewLive(out io.Writer, colour bool) *Live {
	l := &Live{out: out, colour: colour, queue: make(chan heard, liveQueue), quit: make(chan struct{}), done: make(chan struct{})}
	go l.print()
	return l
}

// Record queues e for printing.
func (l *Live) Record(e *Event) {
	missed := l.missed.Swap(0)
	select {
	case l.queue <- heard{e, missed}:
	default:
		l.missed.Add(missed + 1)
	}
}

// Close prints what is queued and ends. It is called once; what is recorded after it isn't printed.
func (l *Live) Close() {
	close(l.quit)
	<-l.done
}

// print is the only writer to out.
func (l *Live) print() {
	defer close(l.done)
	for {
		select {
		case h := <-l.queue:
			l.write(h)
		case <-l.quit:
			l.flush()
			return
		}
	}
}

func (l *Live) flush() {
	for {
		select {
		case h := <-l.queue:
			l.write(h)
		default:
			l.gap(l.missed.Swap(0))
			return
		}
	}
}

// write prints an event with one write, so that lines of other writers can't tear it.
func (l *Live) write(h heard) {
	l.gap(h.missed)
	if text := dialogue(h.event, l.colour); text != "" && !h.event.IsIdle() {
		io.WriteString(l.out, text)
	}
}

func (l *Live) gap(missed int64) {
	switch {
	case missed == 1:
		io.WriteString(l.out, "… 1 event dropped\n")
	case missed > 1:
		fmt.Fprintf(l.out, "… %d events dropped\n", missed)
	}
}
