package journal

import (
	"context"
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

// syncPage brings to disk what is written, under the page's lock. What went to earlier pages is there already, or in doubt.
func (b *Book) syncPage() {
	n := b.ledger.last()
	if err := b.page.file.Sync(); err != nil {
		b.doubt(fmt.Errorf("journal: written, but perhaps not on disk: %w", err))
		return
	}
	if over, to := b.ledger.onDisk(n); over.err != nil {
		b.log.Info("the journal reaches the disk again", "after", b.clock.Now().Sub(over.since), "doubtful_from", over.from, "doubtful_to", to)
	}
}

// doubt gives up lines after an fsync that has failed: a later one may succeed without them.
func (b *Book) doubt(err error) {
	if from, to, begins := b.ledger.cannotSync(err, b.clock.Now()); begins {
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
