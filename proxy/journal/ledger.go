package journal

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"sync"
	"time"
)

// ledger knows of each line how far it has come, and who waits for it. Lines are named by their n.
type ledger struct {
	mu        sync.Mutex
	queue     []byte // lines that the writer hasn't taken
	recorded  int64  // the last line; 0: there is none
	taken     int64  // the last that the writer has taken
	written   int64  // the last that lies with the system
	synced    int64  // the last that is on disk
	doubtful  int64  // the last that may not be on disk though it was written
	doubt     error  // why
	unwritten trouble
	unsynced  trouble
	closed    bool
	forWrite  waiters
	forSync   waiters
}

// started is a ledger of a journal whose last line is n.
func started(n int64) *ledger {
	return &ledger{recorded: n, taken: n, written: n, synced: n}
}

// add gives a line its n and queues it. much says that it is time to write.
func (l *ledger) add(behindN []byte) (much bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	l.recorded++
	l.queue = append(l.queue, beforeN...)
	l.queue = strconv.AppendInt(l.queue, l.recorded, 10)
	l.queue = append(l.queue, behindN...)
	return len(l.queue) > comfortable
}

// enlist takes in one who waits for all lines so far; nil: there is nothing to wait for.
func (l *ledger) enlist(durable bool) (*waiter, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.recorded
	switch {
	case l.closed:
		return nil, errClosed()
	case durable && n <= l.doubtful:
		return nil, l.doubt
	case n <= l.synced, !durable && n <= l.written:
		return nil, nil
	case durable:
		return l.forSync.add(n), nil
	}
	return l.forWrite.add(n), nil
}

// giveUp ends a wait because ctx has ended, unless it has come to its own end.
func (l *ledger) giveUp(ctx context.Context, w *waiter) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !w.among.remove(w) {
		return <-w.over
	}
	if l.unwritten.err != nil {
		return fmt.Errorf("journal: %w: %w", context.Cause(ctx), l.unwritten.err)
	}
	return fmt.Errorf("journal: not kept in time: %w", context.Cause(ctx))
}

// take hands the queue to the writer, and the last n in it. What is given becomes the new queue.
func (l *ledger) take(empty []byte) (lines []byte, last int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines, l.queue = l.queue, empty
	l.taken = l.recorded
	return lines, l.taken
}

// wrote notes that the lines up to n are written, and returns the trouble that is over with that.
func (l *ledger) wrote(n int64) trouble {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written = n
	l.forWrite.release(n, nil)
	return l.unwritten.end()
}

// cannotWrite notes why lines aren't written, and tells whether that is new.
func (l *ledger) cannotWrite(err error, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.unwritten.goOn(err, now, l.written+1)
}

// isSyncDue tells whether somebody waits until a line that is written is on disk.
func (l *ledger) isSyncDue() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.forSync.due(l.written)
}

// onDisk notes that the lines up to n are on disk. It returns the trouble that is over with that, and the last line that it has met.
func (l *ledger) onDisk(n int64) (over trouble, to int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.synced = n
	l.forSync.release(n, nil)
	return l.unsynced.end(), l.doubtful
}

// cannotSync gives up the lines to the n-th. It returns the first and the last of them, and whether this is new.
func (l *ledger) cannotSync(n int64, err error, now time.Time) (from, to int64, begins bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	begins = l.unsynced.goOn(err, now, l.synced+1)
	l.doubtful, l.doubt = max(l.doubtful, n), err
	l.forSync.release(l.doubtful, err)
	return l.unsynced.from, l.doubtful, begins
}

// last is the last line that is written, and whether all so far are on disk already.
func (l *ledger) last() (n int64, onDisk bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.written, l.written == l.synced
}

// lastTaken is the last line that may have been meant by a failure of the disk.
func (l *ledger) lastTaken() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.taken
}

// close lets no more lines in; false: that was so before.
func (l *ledger) close() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	was := l.closed
	l.closed = true
	return !was
}

// balance ends all waits, when nobody works any more, and says what is lost.
func (l *ledger) balance() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forWrite.release(l.recorded, errClosed())
	l.forSync.release(l.recorded, errClosed())
	if lost := l.recorded - l.written; lost > 0 {
		return fmt.Errorf("journal: %d lines are lost: %w", lost, l.unwritten.err)
	}
	return l.unsynced.err
}

func errClosed() error { return fmt.Errorf("journal: %w", fs.ErrClosed) }
