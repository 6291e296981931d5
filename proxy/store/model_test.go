package store

import (
	"context"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/filters"
)

// model is a bucket that counts exactly. A nil level is a full one.
type model struct {
	level *big.Rat
	at    time.Time
	rate  filters.Rate
	burst int64
	edge  bool // it is just so full that floats may differ about it: one that is full is forgotten, and so has a larger burst at once
}

// advance fills the bucket up to now by the rate and the burst that it had, and then gives it others.
func (b *model) advance(now time.Time, r filters.Rate, burst int64) {
	if b.level != nil {
		b.level.Add(b.level, big.NewRat(int64(b.rate.N)*int64(now.Sub(b.at)), int64(b.rate.Per)))
		b.edge = b.missing(b.burst).Abs() <= blur
		if b.level.Cmp(big.NewRat(b.burst, 1)) >= 0 {
			b.level = nil
		}
	}
	b.at, b.rate, b.burst = now, r, burst
	if b.level == nil || b.level.Cmp(big.NewRat(burst, 1)) > 0 {
		b.level = big.NewRat(burst, 1)
	}
}

// missing is how long the bucket must be filled until n are there.
func (b *model) missing(n int64) time.Duration {
	missing := new(big.Rat).Sub(big.NewRat(n, 1), b.level)
	missing.Mul(missing, big.NewRat(int64(b.rate.Per), int64(b.rate.N)))
	ns, _ := missing.Float64()
	return time.Duration(ns)
}

func (b *model) take(n int64) {
	b.level.Sub(b.level, big.NewRat(n, 1))
	if b.level.Cmp(big.NewRat(b.burst, 1)) >= 0 {
		b.level = nil
	}
}

// blur is within how much a bucket of floats is as exact as one of fractions.
const blur = time.Microsecond

// The store's buckets are the model's, whatever is taken, put back and changed.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &still{now: time.Unix(0, 0)}
		m := New(Limits{}, c)
		b := &model{at: c.now}
		r, burst := drawBucket(t)
		for range rapid.IntRange(1, 60).Draw(t, "takes") {
			c.now = c.now.Add(time.Duration(rapid.Int64Range(0, int64(r.Per)).Draw(t, "pause")))
			if b.advance(c.now, r, burst); rapid.IntRange(0, 9).Draw(t, "reload") == 0 && !b.edge {
				r, burst = drawBucket(t)
			}
			n := rapid.Int64Range(-burst, burst).Draw(t, "n")
			b.advance(c.now, r, burst)
			wait, err := m.Take(context.Background(), "part", "name", n, r, burst)
			if err != nil {
				t.Fatal(err)
			}
			missing := b.missing(n)
			if wait == 0 && missing > blur || wait > 0 && (wait-missing).Abs() > blur {
				t.Fatalf("%d of %d at %v: must wait %v, the model says %v", n, burst, r, wait, missing)
			}
			if wait == 0 {
				b.take(n)
			}
		}
	})
}

func drawBucket(t *rapid.T) (r filters.Rate, burst int64) {
	r.N = rapid.IntRange(1, 1000).Draw(t, "count")
	r.Per = time.Duration(rapid.Int64Range(int64(time.Second), int64(time.Hour)).Draw(t, "per"))
	return r, rapid.Int64Range(1, 1000).Draw(t, "burst")
}

// Who comes again when told is served.
func TestWaitIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &still{now: time.Unix(0, 0)}
		m := New(Limits{}, c)
		r, burst := drawBucket(t)
		for range rapid.IntRange(1, 30).Draw(t, "takes") {
			n := rapid.Int64Range(1, burst).Draw(t, "n")
			wait, _ := m.Take(context.Background(), "part", "name", n, r, burst)
			if wait == 0 {
				continue
			}
			c.now = c.now.Add(wait)
			if again, err := m.Take(context.Background(), "part", "name", n, r, burst); again != 0 || err != nil {
				t.Fatalf("%d of %d at %v, after %v: %v more, %v", n, burst, r, wait, again, err)
			}
		}
	})
}
