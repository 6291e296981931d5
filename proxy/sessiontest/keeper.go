package sessiontest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Keeper remembers what was recorded and how much of that it has kept, and fails when its disk is full. The zero value's never is.
type Keeper struct {
	Full func(recorded []*journal.Event) bool

	mu      sync.Mutex
	events  []*journal.Event
	kept    int
	durable int // of the events, when that was asked for last
}

var errFull = errors.New("no space left on device")

// Record takes an event of any session.
func (k *Keeper) Record(e *journal.Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.events = append(k.events, e)
}

// Keep keeps what was recorded, if there is room.
func (k *Keeper) Keep(_ context.Context, durable bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.Full != nil && k.Full(k.events) {
		return errFull
	}
	if k.kept = len(k.events); durable {
		k.durable = k.kept
	}
	return nil
}

// Recorded is how many events there are, kept or not.
func (k *Keeper) Recorded() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.events)
}

// Kept tells whether an event that fits is kept.
func (k *Keeper) Kept(fits func(*journal.Event) bool) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.ContainsFunc(k.events[:k.kept], fits)
}

// Durable tells whether an event that fits is on disk.
func (k *Keeper) Durable(fits func(*journal.Event) bool) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.ContainsFunc(k.events[:k.durable], fits)
}

// KindIs fits events of a kind.
func KindIs(kind journal.Kind) func(*journal.Event) bool {
	return func(e *journal.Event) bool { return e.Kind == kind }
}

// VerbIs fits events of a kind that are about a verb.
func VerbIs(kind journal.Kind, verb string) func(*journal.Event) bool {
	return func(e *journal.Event) bool { return e.Kind == kind && e.Verb == verb }
}

// FullAt is a disk that is full from the time on when an event was recorded.
func FullAt(fits func(*journal.Event) bool) func([]*journal.Event) bool {
	return func(events []*journal.Event) bool { return slices.ContainsFunc(events, fits) }
}
