package main

import (
	"bytes"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// stuck is a reader of the log that takes nothing until it is released.
type stuck struct {
	bytes.Buffer
	entered chan struct{}
	release chan struct{}
}

func (s *stuck) Write(p []byte) (int, error) {
	select {
	case s.entered <- struct{}{}:
	default:
	}
	<-s.release
	return s.Buffer.Write(p)
}

// Who logs never waits; what was dropped is counted where it is missing.
func TestLogWriterDropsAndCounts(t *testing.T) {
	defer goleak.VerifyNone(t)
	out := &stuck{entered: make(chan struct{}, 1), release: make(chan struct{})}
	w := newLogWriter(out, "%d dropped")
	w.Write([]byte("first\n"))
	<-out.entered
	line := []byte(strings.Repeat("x", 1<<20-1) + "\n")
	for range 4 + 3 {
		w.Write(line)
	}
	close(out.release)
	w.Close()
	want := "first\n" + strings.Repeat(string(line), 4) + "3 dropped\n"
	if out.String() != want {
		t.Errorf("%d bytes were written, want %d; they end with %q", out.Len(), len(want), out.Bytes()[max(0, out.Len()-60):])
	}
}

func TestLogWriterKeepsOrder(t *testing.T) {
	defer goleak.VerifyNone(t)
	var out, want bytes.Buffer
	w := newLogWriter(&out, "%d dropped")
	for i := range 1000 {
		line := []byte(strings.Repeat("y", i%100) + "\n")
		want.Write(line)
		w.Write(line)
	}
	w.Close()
	if out.String() != want.String() {
		t.Error("the lines differ")
	}
}
