// Package store keeps the values of filters in memory: it implements [filters.Values] for one machine. Nothing is
// written to disk; a restart forgets all.
//
// The store is bounded in entries and in bytes. When it is full it forgets the values that were used longest ago, of
// whatever filter. So a filter must do with a value that is gone before its time, and a stranger who makes a filter
// write many keys pushes out what the others keep: what a filter writes for anybody should have a short ttl. A bucket that is
// gone is full.
//
// One lock guards it all. An operation holds it for about a microsecond, which is little beside the system calls
// of a command.
package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// MaxKey is the most bytes that a key may have.
const MaxKey = 4 << 10

// Limits bound a store.
type Limits struct {
	Entries int   // 0 or less: 1,000,000
	Bytes   int64 // of keys, values and what it takes to keep them; 0 or less: 256 MiB
}

var _ filters.Values = (*Memory)(nil)

// Memory is safe for use by many goroutines; each call is atomic. A call whose context has ended does nothing.
type Memory struct {
	limits Limits
	clock  wire.Clock

	mu    sync.Mutex // guards what follows
	lru   *simplelru.LRU[key, value]
	bytes int64
}

// New makes an empty store, whose values expire by clock.
func New(limits Limits, clock wire.Clock) *Memory {
	m := &Memory{clock: clock, limits: Limits{
		Entries: cmp.Or(max(limits.Entries, 0), 1_000_000),
		Bytes:   cmp.Or(max(limits.Bytes, 0), 256<<20),
	}}
	lru, err := simplelru.NewLRU(m.limits.Entries, func(k key, v value) { m.bytes -= size(k, v) })
	if err != nil {
		panic(err) // Entries is positive
	}
	m.lru = lru
	return m
}

// Get is the value of a key, "" if absent or expired; that of a counter in decimal digits. It counts as a use. A key that
// holds a bucket is an error.
func (m *Memory) Get(ctx context.Context, part, name string) (string, error) {
	k, err := keyOf(ctx, part, name)
	if err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, _ := m.live(k)
	return v.read(name)
}

// Set puts text in place of whatever the key held.
func (m *Memory) Set(ctx context.Context, part, name, text string, ttl time.Duration) error {
	k, err := keyOf(ctx, part, name)
	if err == nil {
		err = filters.CheckValue(text, ttl)
	}
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.put(k, value{text: strings.Clone(text), expires: m.clock.Now().Add(ttl)})
}

// SetNew puts text in place if the key is absent or expired, and returns what now stands there. A key that holds a bucket is
// an error.
func (m *Memory) SetNew(ctx context.Context, part, name, text string, ttl time.Duration) (string, error) {
	k, err := keyOf(ctx, part, name)
	if err == nil {
		err = filters.CheckValue(text, ttl)
	}
	if err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.live(k); ok {
		return v.read(name)
	}
	return text, m.put(k, value{text: strings.Clone(text), expires: m.clock.Now().Add(ttl)})
}

// Add adds n to the key's counter, which begins at 0 and expires ttl after its first Add, and returns the sum. A sum beyond
// the least or the greatest int64 stays there: a counter that turned over would open the gate it guards. A key that
// holds a text or a bucket is an error.
func (m *Memory) Add(ctx context.Context, part, name string, n int64, ttl time.Duration) (int64, error) {
	k, err := keyOf(ctx, part, name)
	if err == nil {
		err = filters.CheckValue("", ttl)
	}
	if err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.live(k)
	switch {
	case !ok:
		v = value{counter: true, expires: m.clock.Now().Add(ttl)}
	case !v.counter:
		return 0, fmt.Errorf("store: %.80q holds a %s and can't be added to", name, v.kind())
	}
	v.sum = sum(v.sum, n)
	return v.sum, m.put(k, v)
}

// live is the value of k if it has not expired.
func (m *Memory) live(k key) (value, bool) {
	v, ok := m.lru.Get(k)
	if ok && !m.clock.Now().Before(v.expires) {
		m.lru.Remove(k)
		return value{}, false
	}
	return v, ok
}

// put replaces and makes room.
func (m *Memory) put(k key, v value) error {
	n := size(k, v)
	if n > m.limits.Bytes {
		return fmt.Errorf("store: a value that takes %d bytes, the store has %d", n, m.limits.Bytes)
	}
	if old, ok := m.lru.Get(k); ok { // which is now the last that would make room
		n -= size(k, old)
	} else {
		k.name = strings.Clone(k.name) // a part of a longer text, such as a command, would keep all of that in memory
	}
	for m.bytes += n; m.bytes > m.limits.Bytes; {
		m.lru.RemoveOldest()
	}
	m.lru.Add(k, v)
	return nil
}

// sum is a+b, or the int64 nearest to it.
func sum(a, b int64) int64 {
	switch {
	case b > 0 && a > math.MaxInt64-b:
		return math.MaxInt64
	case b < 0 && a < math.MinInt64-b:
		return math.MinInt64
	}
	return a + b
}

// read is the value as a text.
func (v value) read(name string) (string, error) {
	switch {
	case v.bucket != nil:
		return "", fmt.Errorf("store: %.80q holds a bucket and can't be read", name)
	case v.counter:
		return strconv.FormatInt(v.sum, 10), nil
	}
	return v.text, nil
}
