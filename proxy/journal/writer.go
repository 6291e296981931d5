package journal

import (
	"bytes"
	"fmt"
	"time"
)

// tryEvery is how long the writer waits after a failure.
const tryEvery = 500 * time.Millisecond

// batch is what the writer has taken from the queue.
type batch struct {
	lines []byte
	off   int   // so much of it is written
	last  int64 // the n of its last line
}

func (t *batch) left() bool { return t.off < len(t.lines) }

// atLine tells whether what is left begins with a line's beginning.
func (t *batch) atLine() bool { return t.off == 0 || t.off == len(t.lines) || t.lines[t.off-1] == '\n' }

// backToLine goes back to the beginning of the line that is written in part.
func (t *batch) backToLine() { t.off = bytes.LastIndexByte(t.lines[:t.off], '\n') + 1 }

// writeLines is the goroutine that alone writes. It ends when the book is closed and all is written that can be.
func (b *Book) writeLines() {
	for {
		select {
		case <-b.toWrite:
		case <-b.closing:
			b.flush()
			return
		}
		for !b.flush() {
			select {
			case <-b.clock.After(tryEvery):
			case <-b.closing:
				b.flush()
				return
			}
		}
	}
}

// flush writes all that is queued, and tells whether that went well. What is not written stays for the next time.
func (b *Book) flush() bool {
	for b.take() {
		if err := b.writeBatch(); err != nil {
			b.fails(err)
			return false
		}
		b.goesOn()
	}
	return true
}

// take takes what is queued, unless something is left; false: there is nothing.
func (b *Book) take() bool {
	if b.batch.left() {
		return true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.queue) == 0 {
		return false
	}
	empty := b.batch.lines[:0]
	if cap(empty) > 16*comfortable {
		empty = nil // much had to wait once
	}
	b.batch = batch{lines: b.queue, last: b.recorded}
	b.queue, b.taken = empty, b.recorded
	return true
}

// writeBatch writes what is left of the batch: in one go, unless the system takes less, or the day ends meanwhile.
func (b *Book) writeBatch() error {
	t := &b.batch
	for t.left() {
		if err := b.turn(); err != nil {
			return err
		}
		n, err := b.page.file.Write(t.lines[t.off:])
		t.off += n
		if err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	return nil
}

// goesOn lets go who waited for the batch, and tells the log if that was a trouble.
func (b *Book) goesOn() {
	b.mu.Lock()
	b.written = b.batch.last
	b.forWrite.release(b.written, nil)
	toSync := b.forSync.due(b.written)
	over := b.unwritten
	b.unwritten = trouble{}
	b.mu.Unlock()
	if toSync {
		wake(b.toSync)
	}
	if over.err != nil {
		b.log.Info("the journal is written again", "after", b.clock.Now().Sub(over.since), "lines", b.batch.last-over.from)
	}
}

// fails notes why the batch isn't written, and tells the log if that is new.
func (b *Book) fails(err error) {
	b.mu.Lock()
	begins := b.unwritten.err == nil
	if begins {
		b.unwritten = trouble{since: b.clock.Now(), from: b.written}
	}
	b.unwritten.err = err
	b.mu.Unlock()
	if begins {
		b.log.Error("the journal can't be written, sessions wait for it", "error", err)
	}
}

// trouble is a failure that goes on. It is told when it begins, and when it is over.
type trouble struct {
	err   error // the latest; nil: there is none
	since time.Time
	from  int64 // the n of the last line before it
}
