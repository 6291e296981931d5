package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var _ Keeper = (*Book)(nil)

// Book is a [Keeper] that keeps events in a directory, as lines of JSON (see [Line]) in files of a day: journal-2026-11-22.jsonl
// has what was written on that day, UTC. Where a clock is set back, the later file goes on, so that the order of the files is that
// of n.
//
// Lines wait in memory until somebody asks for them to be kept; then all that wait, of all sessions, are written at once. While writing
// fails, it is tried again twice a second, nothing is dropped, and who waits goes on waiting; memory is bounded in that sessions
// wait. A disk that fails to bring there what it has taken is another matter: the system may have dropped the lines and will say so
// only once (fsync(2)), so there is nothing to wait for. Keep returns an error to all who rely on them, and the log tells their
// n; they may still be in the file.
//
// Files of other days may be moved or removed at any time. Today's should stay as it is, and so should the directory. If a file is taken
// away or cut short, or another directory comes to stand there, the book goes on with what is there, locked as before, within a second of
// the next line, and says so. If that can't be, since another process has the directory, or lines with later n are in it, it is as where
// writing fails. Who waits until lines are on disk has an error at once if they went to a file that was removed.
type Book struct {
	clock    wire.Clock
	log      *slog.Logger
	encoders sync.Pool // of *encoder
	ledger   *ledger
	folder   *folder
	pen      sync.Mutex // is held to write
	batch    batch      // the pen's
	page     page       // the pen's, and the syncer's under its own lock

	toWrite chan struct{}
	toSync  chan struct{}
	closing chan struct{}
	stop    context.CancelFunc // what SyncEvery has begun
	workers sync.WaitGroup
}

// OpenBook opens the journal in dir, which it makes (mode 0700) if it is absent, and today's file in it (mode 0600). n goes on from the
// last line there is. Half a line at its end, which a crash has left, is cut off with a warning to log. It is an error if another
// process has the journal open, or if the last file ends in something that is no line of a journal. dir should be on a local file
// system: it is locked by flock(2). If group or others may use today's file, it gets mode 0600, and if they may write in dir, that stays
// so; both are warnings.
func OpenBook(dir string, clock wire.Clock, log *slog.Logger) (*Book, error) {
	return openBook(dir, clock, log, onDisk)
}

func openBook(dir string, clock wire.Clock, log *slog.Logger, open opener) (*Book, error) {
	folder, err := openFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	b := &Book{
		clock: clock, log: log, encoders: sync.Pool{New: newEncoder}, folder: folder, page: page{open: open},
		toWrite: make(chan struct{}, 1), toSync: make(chan struct{}, 1), closing: make(chan struct{}), stop: func() {},
	}
	if err := b.begin(); err != nil {
		folder.close()
		return nil, err
	}
	b.workers.Go(b.write)
	b.workers.Go(b.sync)
	return b, nil
}

// comfortable is how many bytes may wait until somebody asks for them to be kept. More are written at once.
const comfortable = 64 << 10

// Record gives e its n and queues it. It doesn't wait for the disk. What is recorded after Close is dropped.
func (b *Book) Record(e *Event) {
	encoder := b.encoders.Get().(*encoder)
	much := b.ledger.add(encoder.encode(e))
	b.encoders.Put(encoder)
	if much {
		wake(b.toWrite)
	}
}

// Keep is as [Keeper] has it, but for lines that the disk may have lost: see [Book]. Where nothing waits it costs no system call.
// All who wait at the same time share a write, and an fsync. One of them writes for all, and is held if the system hangs in that; the
// others hear when their ctx ends. After Close its error is [fs.ErrClosed].
func (b *Book) Keep(ctx context.Context, durable bool) error {
	b.tryWrite()
	w, err := b.ledger.enlist(durable)
	if w == nil {
		return err
	}
	wake(b.toWrite)
	select {
	case err := <-w.over:
		return err
	case <-ctx.Done():
		return b.ledger.giveUp(ctx, w)
	}
}

// SyncEvery brings what is recorded to disk every d, until Close; 0: only what a durable Keep waits for. A later call changes d. It isn't
// for several goroutines at once, nor for after Close.
func (b *Book) SyncEvery(d time.Duration) {
	b.stop()
	ctx, cancel := context.WithCancel(context.Background())
	b.stop = cancel
	if d > 0 {
		b.workers.Go(func() { b.syncEvery(ctx, d) })
	}
}

// Close writes what is queued, brings it to disk, and lets go of the directory. Who still waits then has [fs.ErrClosed]. An error says
// how many lines are lost, or may be, and why. Later calls do nothing.
func (b *Book) Close() error {
	if !b.ledger.close() {
		return nil
	}
	b.stop()
	close(b.closing)
	b.workers.Wait()
	b.syncPage()
	return errors.Join(b.ledger.balance(), b.page.file.Close(), b.folder.close())
}

// wake tells a worker that there is something to do.
func wake(worker chan struct{}) {
	select {
	case worker <- struct{}{}:
	default:
	}
}
