package journal

import (
	"context"
	"fmt"
	"time"
)

// syncLines is the goroutine that brings to disk what somebody waits for. The writer doesn't wait for it.
func (b *Book) syncLines() {
	for {
		select {
		case <-b.toSync:
		case <-b.closing:
			return
		}
		for b.isDue() {
			b.sync()
		}
	}
}

// isDue tells whether somebody waits for a line that is written.
func (b *Book) isDue() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.forSync.due(b.written)
}

// syncEvery is the goroutine of SyncEvery.
func (b *Book) syncEvery(ctx context.Context, d time.Duration) {
	for {
		select {
		case <-b.clock.After(d):
			b.Keep(ctx, true) // a failure is in the log
		case <-ctx.Done():
			return
		}
	}
}

// sync brings to disk what is written.
func (b *Book) sync() {
	b.page.mu.Lock()
	defer b.page.mu.Unlock()
	b.syncPage()
}

// syncPage does so under the page's lock. What went to earlier pages is on disk already, or in doubt.
func (b *Book) syncPage() {
	b.mu.Lock()
	n := b.written
	b.mu.Unlock()
	if err := b.page.file.Sync(); err != nil {
		b.doubts(fmt.Errorf("journal: written, but perhaps not on disk: %w", err))
		return
	}
	b.mu.Lock()
	b.synced = n
	b.forSync.release(n, nil)
	over, to := b.unsaved, b.doubtful
	b.unsaved = trouble{}
	b.mu.Unlock()
	if over.err != nil {
		b.log.Info("the journal reaches the disk again", "after", b.clock.Now().Sub(over.since), "doubtful_from", over.from+1, "doubtful_to", to)
	}
}

// doubts gives up the lines that a failed fsync was for, and those that were written meanwhile: a later one may succeed without them.
func (b *Book) doubts(err error) {
	b.mu.Lock()
	begins := b.unsaved.err == nil
	if begins {
		b.unsaved = trouble{since: b.clock.Now(), from: b.synced}
	}
	b.unsaved.err = err
	b.doubtful, b.doubt = b.taken, err
	from, to := b.unsaved.from+1, b.doubtful
	b.forSync.release(to, err)
	b.mu.Unlock()
	if begins {
		b.log.Error("lines of the journal may not be on disk", "file", b.page.path, "doubtful_from", from, "doubtful_to", to, "error", err)
	}
}
