package main

import (
	"bytes"
	"fmt"
	"io"
	"sync"
)

// maxBacklog is how many bytes of lines wait for a slow reader of the log; further lines are dropped.
const maxBacklog = 4 << 20

// logWriter passes lines on to a writer that may be slow or stuck, without making who logs wait: that would be
// the sessions. Lines that don't fit are dropped and counted.
type logWriter struct {
	out  io.Writer
	gap  string // the line that tells how many are missing, with a verb for the number
	done chan struct{}

	mu      sync.Mutex
	more    sync.Cond
	backlog bytes.Buffer
	dropped int
	closed  bool
}

// newLogWriter makes one that writes to out until Close. Errors of out aren't reported: there is nobody to tell.
func newLogWriter(out io.Writer, gap string) *logWriter {
	w := &logWriter{out: out, gap: gap, done: make(chan struct{})}
	w.more.L = &w.mu
	go w.pump()
	return w
}

// Write takes a whole line, or drops it.
func (w *logWriter) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.backlog.Len()+len(line) > maxBacklog {
		w.dropped++
		return len(line), nil
	}
	w.tellDropped()
	w.backlog.Write(line)
	w.more.Signal()
	return len(line), nil
}

// tellDropped counts what is missing, where it is missing.
func (w *logWriter) tellDropped() {
	if w.dropped > 0 {
		fmt.Fprintf(&w.backlog, w.gap+"\n", w.dropped)
		w.dropped = 0
	}
}

// pump is the only one who writes to out.
func (w *logWriter) pump() {
	defer close(w.done)
	var lines bytes.Buffer
	for w.next(&lines) {
		lines.WriteTo(w.out)
	}
}

// next waits for lines and takes all there are; false when there are none and won't be any more.
func (w *logWriter) next(lines *bytes.Buffer) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.backlog.Len() == 0 && !w.closed {
		w.more.Wait()
	}
	lines.Reset()
	*lines, w.backlog = w.backlog, *lines
	return lines.Len() > 0
}

// Close writes what is left and ends.
func (w *logWriter) Close() {
	w.mu.Lock()
	w.tellDropped()
	w.closed = true
	w.more.Signal()
	w.mu.Unlock()
	<-w.done
}
