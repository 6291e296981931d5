package journal

import (
	"context"
	"errors"
	"syscall"
	"testing"
	"time"
)

// Who gives up just when the line is kept has not waited in vain.
func TestKeptAtTheLastMoment(t *testing.T) {
	l := started(0)
	l.add([]byte("x\n"))
	w, err := l.enlist(false)
	if w == nil {
		t.Fatalf("nothing to wait for: %v", err)
	}
	l.take(nil)
	l.wrote(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.giveUp(ctx, w); err != nil {
		t.Error(err)
	}
}

// An fsync that fails may be meant for a line that is being written at that moment.
func TestDoubtsReachTheWriter(t *testing.T) {
	l := started(0)
	for range 2 {
		l.add([]byte("x\n"))
		l.take(nil)
	}
	l.wrote(1)
	w, _ := l.enlist(true)
	l.cannotSync(l.lastTaken(), syscall.EIO, time.Time{})
	l.wrote(2)
	l.onDisk(2)
	if err := <-w.over; !errors.Is(err, syscall.EIO) {
		t.Errorf("line 2: %v", err)
	}
}

// A later failure that is meant for fewer lines takes nothing back.
func TestDoubtsStay(t *testing.T) {
	l := started(0)
	for range 2 {
		l.add([]byte("x\n"))
	}
	l.take(nil)
	l.cannotSync(l.lastTaken(), syscall.EIO, time.Time{})
	l.cannotSync(1, syscall.EIO, time.Time{})
	if _, err := l.enlist(true); !errors.Is(err, syscall.EIO) {
		t.Errorf("line 2: %v", err)
	}
}
