package journal

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// sync is the goroutine that brings to disk what somebody waits for. The writer doesn't wait for it.
func (b *Book) sync() {
	for {
		select {
		case <-b.toSync:
		case <-b.closing:
			return
		}
		if b.ledger.isSyncDue() {
			b.page.mu.Lock()
			b.syncPage()
			b.page.mu.Unlock()
		}
	}
}

// syncPage brings to disk what is written, under the page's lock. What went to earlier pages is there already, or in doubt. A file that was
// removed keeps nothing, on disk or not.
func (b *Book) syncPage() {
	n, all := b.ledger.last()
	switch err := b.page.file.Sync(); {
	case err != nil:
		b.doubt(b.ledger.lastTaken(), fmt.Errorf("journal: written, but perhaps not on disk: %w", err))
		return
	case !all && b.page.removed(b.clock.Now()):
		b.doubt(n, errors.New("journal: written, but to a file that was removed"))
		return
	}
	if over, to := b.ledger.onDisk(n); over.err != nil {
		b.log.Info("the journal reaches the disk again", "after", b.clock.Now().Sub(over.since), "doubtful_from", over.from, "doubtful_to", to)
	}
}

// doubt gives up the lines to the n-th after an fsync that has failed: a later one may succeed without them.
func (b *Book) doubt(n int64, err error) {
	if from, to, begins := b.ledger.cannotSync(n, err, b.clock.Now()); begins {
		b.log.Error("lines of the journal may not be on disk", "file", b.page.path, "doubtful_from", from, "doubtful_to", to, "error", err)
	}
}

// syncEvery is the goroutine of SyncEvery.
func (b *Book) syncEvery(ctx context.Context, d time.Duration) {
	for {
		select {
		case <-b.clock.After(d):
			b.Keep(ctx, true) // the log has heard of a failure
		case <-ctx.Done():
			return
		}
	}
}
