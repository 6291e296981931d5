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

// done is the n of the last line that is written as a whole.
func (t *batch) done() int64 { return t.last - int64(bytes.Count(t.lines[t.off:], []byte("\n"))) }

// backToLine goes back to the beginning of the line that is written in part.
func (t *batch) backToLine() { t.off = bytes.LastIndexByte(t.lines[:t.off], '\n') + 1 }

// tryWrite writes what is queued if nobody is writing: so most sessions have their lines written without waking another goroutine.
// What fails it leaves to the writer.
func (b *Book) tryWrite() {
	if !b.pen.TryLock() {
		return
	}
	defer b.pen.Unlock()
	if !b.batch.left() && b.take() {
		b.put()
	}
}

// write is the goroutine that writes what others don't: it tries again what has failed. It ends when the book is closed and all is
// written that can be.
func (b *Book) write() {
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

// flush writes all that is queued, and tells whether that went well.
func (b *Book) flush() bool {
	b.pen.Lock()
	defer b.pen.Unlock()
	for b.take() {
		if !b.put() {
			return false
		}
	}
	if b.ledger.isSyncDue() {
		wake(b.toSync)
	}
	return true
}

// take takes what is queued, unless something is left; false: there is nothing.
func (b *Book) take() bool {
	if b.batch.left() {
		return true
	}
	used := b.batch.lines[:0]
	if cap(used) > 16*comfortable {
		used = nil // for once much had to wait
	}
	lines, last := b.ledger.take(used)
	b.batch = batch{lines: lines, last: last}
	return b.batch.left()
}

// put writes what is left of the batch, and tells whether that went well. What is not written stays.
func (b *Book) put() bool {
	for b.batch.left() {
		if err := b.putSome(); err != nil {
			b.fail(err)
			return false
		}
	}
	b.goOn()
	return true
}

// putSome writes in one go what the system takes.
func (b *Book) putSome() error {
	if err := b.turn(); err != nil {
		return err
	}
	n, err := b.page.file.Write(b.batch.lines[b.batch.off:])
	b.batch.off += n
	b.page.size += int64(n)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// goOn lets go who waited for the batch, and tells the log if there was trouble.
func (b *Book) goOn() {
	if over := b.ledger.wrote(b.batch.last); over.err != nil {
		b.log.Info("the journal is written again", "after", b.clock.Now().Sub(over.since), "lines", b.batch.last-over.from+1)
	}
}

// fail notes why the batch isn't written, and tells the log if that is new.
func (b *Book) fail(err error) {
	if b.ledger.cannotWrite(err, b.clock.Now()) {
		b.log.Error("the journal can't be written, and sessions wait for it", "error", err)
	}
}
