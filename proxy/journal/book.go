package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var _ Keeper = (*Book)(nil)

// Book is a [Keeper] that keeps events in a directory, as lines of JSON (see [Line]) in files of a day: journal-2026-11-22.jsonl
// has what was written on that day, UTC. Where a clock is set back, the later file goes on, so that the order of the files is that
// of n.
//
// Lines wait in memory until somebody asks for them to be kept; then one goroutine writes all that wait, of all sessions, at once, and
// another brings to disk what has to be there. While writing fails, it is tried again twice a second, nothing is dropped, and
// whoever waits goes on waiting; what waits is bounded by sessions that wait too. A disk that fails to bring lines there is another matter:
// the system may have dropped them and will say so only once (see fsync(2)), so there is nothing to wait for. Keep
// returns an error to all who rely on them, and the log names them; they may still be in the file.
//
// Files of other days may be moved or removed at any time. Today's should stay; if it does not, the book goes on in a new one within a
// second and says so.
type Book struct {
	clock  wire.Clock
	log    *slog.Logger
	folder *folder
	page   page // the writer's; see its lock

	encoders sync.Pool // of *encoder
	toWrite  chan struct{}
	toSync   chan struct{}
	closing  chan struct{}
	running  sync.WaitGroup
	stop     context.CancelFunc // of SyncEvery
	batch    batch              // the writer's

	mu        sync.Mutex
	queue     []byte  // lines that the writer hasn't taken
	recorded  int64   // the n of the last line; 0: none
	taken     int64   // by the writer
	written   int64   // lies with the system
	synced    int64   // is on disk
	doubtful  int64   // the last that may not be on disk though it was written
	doubt     error   // why
	unwritten trouble // what keeps the writer from writing
	unsaved   trouble // what keeps written lines from the disk
	closed    bool
	forWrite  waiters
	forSync   waiters
}

// OpenBook opens the journal in dir, which it makes (mode 0700) if it is absent, and today's file in it (mode 0600). n goes on from the last
// line there is. Half a line at its end, which a crash has left, is cut off with a warning to log. It is an error if another process
// has the journal open, or if the last file ends in something that is no line of a journal. The directory belongs on a local file
// system: it is locked by flock(2).
func OpenBook(dir string, clock wire.Clock, log *slog.Logger) (*Book, error) {
	folder, err := openFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	b := &Book{
		clock: clock, log: log, folder: folder, page: page{open: onDisk}, encoders: sync.Pool{New: newEncoder}, stop: func() {},
		toWrite: make(chan struct{}, 1), toSync: make(chan struct{}, 1), closing: make(chan struct{}),
	}
	if err := b.begin(); err != nil {
		folder.close()
		return nil, err
	}
	b.running.Go(b.writeLines)
	b.running.Go(b.syncLines)
	return b, nil
}

// begin finds where the journal has ended, and opens today's page.
func (b *Book) begin() error {
	days, err := daysIn(b.folder.path)
	if err != nil {
		return err
	}
	n, err := mend(days, b.log)
	if err != nil {
		return err
	}
	b.recorded, b.taken, b.written, b.synced = n, n, n, n
	today := dayOf(b.clock.Now())
	if len(days) > 0 && days[len(days)-1].date.After(today) {
		today = days[len(days)-1].date
	}
	return b.turnTo(today)
}

// comfortable is how much may wait for the first who asks for it to be kept. More is written at once.
const comfortable = 64 << 10

// Record gives e its n and queues it. It doesn't wait for the disk. What is recorded after Close is lost.
func (b *Book) Record(e *Event) {
	encoder := b.encoders.Get().(*encoder)
	rest := encoder.encode(e)
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return
	}
	b.recorded++
	b.queue = append(b.queue, beforeN...)
	b.queue = strconv.AppendInt(b.queue, b.recorded, 10)
	b.queue = append(b.queue, rest...)
	much := len(b.queue) > comfortable
	b.mu.Unlock()
	b.encoders.Put(encoder)
	if much {
		wake(b.toWrite)
	}
}

// Keep is as [Keeper] has it. Where nothing waits it costs no system call. All who wait at the same time share a write, and an
// fsync. After Close its error is [fs.ErrClosed].
func (b *Book) Keep(ctx context.Context, durable bool) error {
	b.mu.Lock()
	n := b.recorded
	switch {
	case b.closed:
		b.mu.Unlock()
		return fmt.Errorf("journal: %w", fs.ErrClosed)
	case durable && n <= b.doubtful:
		defer b.mu.Unlock()
		return b.doubt
	case n <= b.synced, !durable && n <= b.written:
		b.mu.Unlock()
		return nil
	}
	queue, worker := &b.forWrite, b.toWrite
	if durable {
		queue = &b.forSync
	}
	if n <= b.written {
		worker = b.toSync
	}
	w := queue.add(n)
	b.mu.Unlock()
	wake(worker)
	select {
	case err := <-w.over:
		return err
	case <-ctx.Done():
		return b.giveUp(ctx, queue, w)
	}
}

// giveUp ends a wait that was in vain, if it is not over just now.
func (b *Book) giveUp(ctx context.Context, queue *waiters, w *waiter) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !queue.remove(w) {
		return <-w.over
	}
	if b.unwritten.err != nil {
		return fmt.Errorf("journal: %w: %w", context.Cause(ctx), b.unwritten.err)
	}
	return fmt.Errorf("journal: not kept in time: %w", context.Cause(ctx))
}

// SyncEvery brings what is written to disk every d, until Close; 0: only what a durable Keep waits for. A second call changes d. It isn't
// called by two goroutines at once.
func (b *Book) SyncEvery(d time.Duration) {
	b.stop()
	ctx, cancel := context.WithCancel(context.Background())
	b.stop = cancel
	if d > 0 {
		b.running.Go(func() { b.syncEvery(ctx, d) })
	}
}

// Close writes what is queued, brings it to disk, and lets go of the directory. The sessions have ended before. An error says how many
// lines are lost, or may be, and why. Later calls do nothing.
func (b *Book) Close() error {
	b.mu.Lock()
	again := b.closed
	b.closed = true
	b.mu.Unlock()
	if again {
		return nil
	}
	b.stop()
	close(b.closing)
	b.running.Wait()
	return errors.Join(b.leave(), b.page.close(), b.folder.close())
}

// leave sees to it that nobody waits, and that nothing is left in memory.
func (b *Book) leave() error {
	b.sync()
	b.mu.Lock()
	defer b.mu.Unlock()
	err := fmt.Errorf("journal: %w", fs.ErrClosed)
	b.forWrite.release(b.recorded, err)
	b.forSync.release(b.recorded, err)
	switch {
	case b.written < b.recorded:
		return fmt.Errorf("journal: %d lines are lost: %w", b.recorded-b.written, b.unwritten.err)
	case b.synced < b.recorded:
		return b.doubt
	}
	return nil
}

// wake tells a worker that there is something to do.
func wake(worker chan struct{}) {
	select {
	case worker <- struct{}{}:
	default:
	}
}
