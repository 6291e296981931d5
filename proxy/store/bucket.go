package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"golang.org/x/time/rate"

	"github.com/gatepost-mail/gatepost/filters"
)

// Take takes n from the key's bucket and returns 0, or takes nothing and returns how long it will be until n are there. A
// bucket is kept until it is full again: one that is absent is full. So a burst that grows is there at once where nothing
// was taken, and elsewhere is filled at r. A key that holds a text or a counter is an error.
func (m *Memory) Take(ctx context.Context, part, name string, n int64, r filters.Rate, burst int64) (time.Duration, error) {
	k, err := keyOf(ctx, part, name)
	if err == nil {
		err = filters.CheckTake(n, r, burst)
	}
	if err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.clock.Now() // under the lock, so that no bucket's time goes back
	v, ok := m.live(k)
	switch {
	case !ok:
		v = value{bucket: rate.NewLimiter(limit(r), whole(burst))}
	case v.bucket == nil:
		return 0, fmt.Errorf("store: %.80q holds a %s and is no bucket", name, v.kind())
	}
	wait := take(&v, now, n, r, burst)
	if full := until(v.bucket, now, v.bucket.Burst()); full > 0 {
		v.expires = now.Add(full)
		return wait, m.put(k, v)
	}
	m.lru.Remove(k)
	return wait, nil
}

// take takes n from the bucket of a value. The configuration may have changed since it was made.
func take(v *value, now time.Time, n int64, r filters.Rate, burst int64) (wait time.Duration) {
	if l := limit(r); l != v.bucket.Limit() {
		v.bucket.SetLimitAt(now, l)
	}
	if b := whole(burst); b != v.bucket.Burst() {
		v.bucket.SetBurstAt(now, b)
	}
	n = max(n, -burst) // to put back more than fits is to fill
	// AllowN overlooks what is filled in less than a nanosecond; a wait of 292 years would overflow there.
	if wait = until(v.bucket, now, whole(n)); wait <= 1 && v.bucket.AllowN(now, whole(n)) {
		return 0
	}
	return wait
}

// until is how long it takes from now until n are there, rounded up.
func until(b *rate.Limiter, now time.Time, n int) time.Duration {
	wait := math.Ceil((float64(n) - b.TokensAt(now)) / float64(b.Limit()) * float64(time.Second))
	if wait >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(max(wait, 0))
}

// limit is a rate in numbers a second.
func limit(r filters.Rate) rate.Limit { return rate.Limit(float64(r.N) / r.Per.Seconds()) }

// whole is n where an int is large enough for it, else the int next to it.
func whole(n int64) int { return int(min(max(n, math.MinInt), math.MaxInt)) }
