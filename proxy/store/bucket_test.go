package store_test

import (
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/store"
)

// oneASecond fills a bucket of the tests.
var oneASecond = filters.Rate{N: 60, Per: time.Minute}

func (s *shelf) wantWait(n int64, r filters.Rate, burst int64, want time.Duration) {
	s.Helper()
	if have, err := s.Take(ctx, "part", "bucket", n, r, burst); err != nil || have != want {
		s.Errorf("take %d of %d: have %v, %v, want %v", n, burst, have, err, want)
	}
}

func (s *shelf) wait(d time.Duration) { s.clock.Add(int64(d)) }

func TestBucket(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantWait(3, oneASecond, 5, 0)
	s.wantWait(3, oneASecond, 5, time.Second)
	s.wantWait(2, oneASecond, 5, 0)
	s.wantWait(0, oneASecond, 5, 0)
	s.wantWait(1, oneASecond, 5, time.Second)
	s.wait(time.Second / 2)
	s.wantWait(1, oneASecond, 5, time.Second/2)
	s.wait(time.Second / 2)
	s.wantWait(1, oneASecond, 5, 0)
	s.wait(time.Hour)
	s.wantWait(5, oneASecond, 5, 0)
	s.wantWait(5, oneASecond, 5, 5*time.Second)
}

// Whoever comes again too early has taken nothing by that.
func TestVainTakesTakeNothing(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantWait(5, oneASecond, 5, 0)
	for range 10 {
		s.wantWait(2, oneASecond, 5, 2*time.Second)
	}
	s.wait(2 * time.Second)
	s.wantWait(2, oneASecond, 5, 0)
}

func TestPutBack(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantWait(-1, oneASecond, 5, 0) // over full is full
	s.wantWait(5, oneASecond, 5, 0)
	s.wantWait(-2, oneASecond, 5, 0)
	s.wantWait(3, oneASecond, 5, time.Second)
	s.wantWait(2, oneASecond, 5, 0)
	s.wantWait(math.MinInt64, oneASecond, 5, 0)
	s.wantWait(5, oneASecond, 5, 0)
	s.wantWait(1, oneASecond, 5, time.Second)
}

// A reload may change what a bucket holds and how it is filled; what was taken stays taken.
func TestBucketIsAdapted(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantWait(4, oneASecond, 5, 0)
	s.wantWait(2, filters.Rate{N: 1, Per: time.Minute}, 5, time.Minute)
	s.wantWait(10, filters.Rate{N: 1, Per: time.Minute}, 10, 9*time.Minute)
	s.wait(9 * time.Minute)
	s.wantWait(1, oneASecond, 10, 0)
	s.wantWait(2, oneASecond, 2, 0)
	s.wantWait(1, oneASecond, 2, time.Second)
}

// A bucket that is full takes no room.
func TestFullBucketsAreForgotten(t *testing.T) {
	s := newShelf(t, store.Limits{Entries: 1})
	s.set("part", "text", "kept", time.Hour)
	s.wantWait(0, oneASecond, 5, 0)
	s.wantWait(-5, oneASecond, 5, 0)
	s.wantValue("part", "text", "kept")
	s.wantWait(1, oneASecond, 5, 0)
	s.wantValue("part", "text", "")
	s.wait(time.Second)
	s.wantWait(5, oneASecond, 5, 0)
	s.wantWait(-5, oneASecond, 5, 0)
	s.wantNew("bucket", "in its place", "in its place")
}

func TestKindsAreApart(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.set("part", "text", "", time.Hour)
	s.wantSum("counter", 1, 1)
	s.wantWait(1, oneASecond, 5, 0)
	_, ofText := s.Take(ctx, "part", "text", 1, oneASecond, 5)
	_, ofCounter := s.Take(ctx, "part", "counter", 1, oneASecond, 5)
	_, added := s.Add(ctx, "part", "bucket", 1, time.Hour)
	_, read := s.Get(ctx, "part", "bucket")
	_, setNew := s.SetNew(ctx, "part", "bucket", "text", time.Hour)
	for want, err := range map[string]error{
		`store: "text" holds a text and is no bucket`:          ofText,
		`store: "counter" holds a counter and is no bucket`:    ofCounter,
		`store: "bucket" holds a bucket and can't be added to`: added,
		`store: "bucket" holds a bucket and can't be read`:     read,
	} {
		if err == nil || err.Error() != want {
			t.Errorf("have %v, want %s", err, want)
		}
	}
	if setNew == nil {
		t.Error("SetNew doesn't see the bucket")
	}
	s.wantWait(5, oneASecond, 5, time.Second)
	s.set("part", "bucket", "text", time.Hour)
	s.wantValue("part", "bucket", "text")
}

func TestTakesRefused(t *testing.T) {
	s := newShelf(t, store.Limits{})
	for _, take := range []struct {
		n     int64
		r     filters.Rate
		burst int64
		want  string
	}{
		{6, oneASecond, 5, "store: 6 to take from a bucket that holds 5 at most"},
		{0, oneASecond, 0, "store: a burst of 0, want 1 or more"},
		{1, filters.Rate{Per: time.Second}, 5, "store: a rate of 0 in 1s, want more than 0 of both"},
		{1, filters.Rate{N: 1}, 5, "store: a rate of 1 in 0s, want more than 0 of both"},
	} {
		if wait, err := s.Take(ctx, "part", "key", take.n, take.r, take.burst); err == nil || err.Error() != take.want || wait != 0 {
			t.Errorf("have %v, %v, want %s", wait, err, take.want)
		}
	}
}

// The slowest bucket is filled later than a Duration can say.
func TestSlowBucket(t *testing.T) {
	s := newShelf(t, store.Limits{})
	slow := filters.Rate{N: 1, Per: math.MaxInt64}
	s.wantWait(math.MaxInt64, slow, math.MaxInt64, 0)
	s.wantWait(math.MaxInt64, slow, math.MaxInt64, math.MaxInt64)
	s.wantWait(1, slow, 1, math.MaxInt64)
}

func TestTakesAtOnce(t *testing.T) {
	const takers, takes, burst = 20, 500, 777
	s := newShelf(t, store.Limits{})
	var taken atomic.Int32
	var done sync.WaitGroup
	for range takers {
		done.Go(func() {
			for range takes {
				if wait, err := s.Take(ctx, "part", "bucket", 1, oneASecond, burst); err != nil {
					t.Error(err)
				} else if wait == 0 {
					taken.Add(1)
				}
			}
		})
	}
	done.Wait()
	if n := taken.Load(); n != burst {
		t.Errorf("%d are taken of %d", n, burst)
	}
}

// TestLimiter pins what its documentation doesn't say and Take relies on: a negative n puts back; what is then over the burst is
// lost at the next call; what is refused changes nothing and doesn't move the limiter's time.
func TestLimiter(t *testing.T) {
	at := time.Unix(0, 0)
	l := rate.NewLimiter(1, 5)
	want := func(tokens float64) {
		t.Helper()
		if have := l.TokensAt(at); have != tokens {
			t.Errorf("%v are there, want %v", have, tokens)
		}
	}
	want(5)
	if !l.AllowN(at, 4) || !l.AllowN(at, -2) {
		t.Error("it refuses")
	}
	want(3)
	if !l.AllowN(at, -5) {
		t.Error("it refuses to be filled")
	}
	want(5)
	if !l.AllowN(at, 5) || l.AllowN(at, 1) || l.AllowN(at.Add(time.Second/2), 1) {
		t.Error("it doesn't count from 5")
	}
	at = at.Add(time.Second)
	want(1)
	if l.SetLimitAt(at, 10); !l.AllowN(at, 0) {
		t.Error("nothing is refused")
	}
	want(1)
	l.SetBurstAt(at, 100)
	want(1)
}
