package store_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/store"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// clock is a time in nanoseconds that the test sets.
type clock struct{ atomic.Int64 }

func (c *clock) Now() time.Time                       { return time.Unix(0, c.Load()) }
func (c *clock) After(time.Duration) <-chan time.Time { panic("a store waits for nothing") }

// shelf is a store in the hands of a test.
type shelf struct {
	*testing.T
	*store.Memory
	clock *clock
}

func newShelf(t *testing.T, limits store.Limits) *shelf {
	leaktest.Check(t)
	c := new(clock)
	return &shelf{t, store.New(limits, c), c}
}

var ctx = context.Background()

func (s *shelf) set(part, key, value string, ttl time.Duration) {
	s.Helper()
	if err := s.Set(ctx, part, key, value, ttl); err != nil {
		s.Error(err)
	}
}

func (s *shelf) wantValue(part, key, want string) {
	s.Helper()
	if have, err := s.Get(ctx, part, key); err != nil || have != want {
		s.Errorf("%s %s: have %q, %v, want %q", part, key, have, err, want)
	}
}

func (s *shelf) wantNew(key, value, want string) {
	s.Helper()
	if have, err := s.SetNew(ctx, "part", key, value, time.Second); err != nil || have != want {
		s.Errorf("%s: have %q, %v, want %q", key, have, err, want)
	}
}

func (s *shelf) wantSum(key string, n, want int64) {
	s.Helper()
	if have, err := s.Add(ctx, "part", key, n, time.Second); err != nil || have != want {
		s.Errorf("%s: have %d, %v, want %d", key, have, err, want)
	}
}

func TestValues(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantValue("part", "key", "")
	s.set("part", "key", "one", time.Second)
	s.wantValue("part", "key", "one")
	s.set("part", "key", "two", time.Second)
	s.wantValue("part", "key", "two")
	s.set("part", "", "of no key", time.Second)
	s.wantValue("part", "", "of no key")
	s.wantNew("key", "three", "two")
	s.wantNew("new", "three", "three")
	s.wantNew("new", "four", "three")
	s.wantValue("part", "new", "three")
}

func TestPartsAreApart(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.set("a", "bc", "first", time.Second)
	s.set("ab", "c", "second", time.Second)
	s.set("", "abc", "third", time.Second)
	s.wantValue("a", "bc", "first")
	s.wantValue("ab", "c", "second")
	s.wantValue("", "abc", "third")
	s.wantValue("abc", "", "")
}

func TestExpiry(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.set("part", "key", "value", 10)
	s.wantSum("counter", 1, 1)
	s.clock.Store(9)
	s.wantValue("part", "key", "value")
	s.wantNew("key", "late", "value")
	s.clock.Store(10)
	s.wantValue("part", "key", "")
	s.wantNew("key", "in time", "in time")
}

func TestCounterExpiresAfterItsFirstAdd(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantSum("n", 1, 1)
	s.clock.Store(int64(time.Second) - 1)
	s.wantSum("n", 2, 3)
	s.clock.Store(int64(time.Second))
	s.wantSum("n", 4, 4)
}

func TestSetBeginsTheTTLAnew(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.set("part", "key", "one", 10)
	s.clock.Store(9)
	s.set("part", "key", "two", 10)
	s.clock.Store(18)
	s.wantValue("part", "key", "two")
}

func TestCounters(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantSum("n", 5, 5)
	s.wantSum("n", -7, -2)
	s.wantSum("n", 0, -2)
	s.wantValue("part", "n", "-2")
	s.wantNew("n", "text", "-2")
	s.set("part", "n", "3", time.Second)
	if sum, err := s.Add(ctx, "part", "n", 1, time.Second); err == nil {
		t.Errorf("a text is added to: %d", sum)
	}
	s.wantValue("part", "n", "3")
}

func TestCountersStayAtTheirEnds(t *testing.T) {
	s := newShelf(t, store.Limits{})
	s.wantSum("up", math.MaxInt64-1, math.MaxInt64-1)
	s.wantSum("up", 1, math.MaxInt64)
	s.wantSum("up", 1, math.MaxInt64)
	s.wantSum("up", math.MaxInt64, math.MaxInt64)
	s.wantSum("up", -1, math.MaxInt64-1)
	s.wantSum("down", math.MinInt64, math.MinInt64)
	s.wantSum("down", -1, math.MinInt64)
	s.wantSum("down", math.MinInt64, math.MinInt64)
	s.wantSum("down", math.MaxInt64, -1)
}

func TestWhatIsRefused(t *testing.T) {
	s := newShelf(t, store.Limits{})
	longest, longestKey := strings.Repeat("v", filters.MaxValue), strings.Repeat("k", store.MaxKey)
	s.set("part", longestKey, longest, 1)
	s.wantValue("part", longestKey, longest)
	_, errGet := s.Get(ctx, "part", longestKey+"k")
	_, errNew := s.SetNew(ctx, "part", "key", longest+"v", 1)
	_, errNewTTL := s.SetNew(ctx, "part", "key", "", -1)
	_, errAdd := s.Add(ctx, "part", longestKey+"k", 1, 1)
	_, errAddTTL := s.Add(ctx, "part", "key", 1, 0)
	for why, err := range map[string]error{
		"a key of 4097 bytes, the most is 4096":   errGet,
		"a value of 4097 bytes, the most is 4096": errNew,
		"a ttl of -1ns, want more than 0":         errNewTTL,
		"a key of 4097 bytes, the most is 4096 ":  errAdd,
		"a ttl of 0s, want more than 0":           errAddTTL,
		"a ttl of 0s, want more than 0 ":          s.Set(ctx, "part", "key", "", 0),
	} {
		if want := "store: " + strings.TrimSpace(why); err == nil || err.Error() != want {
			t.Errorf("have %v, want %q", err, want)
		}
	}
	s.wantValue("part", "key", "")
}

func TestContextThatEnded(t *testing.T) {
	s := newShelf(t, store.Limits{})
	over, end := context.WithCancelCause(ctx)
	why := errors.New("the hook is over")
	end(why)
	_, errGet := s.Get(over, "part", "key")
	_, errNew := s.SetNew(over, "part", "key", "value", 1)
	_, errAdd := s.Add(over, "part", "key", 1, 1)
	for _, err := range []error{errGet, errNew, errAdd, s.Set(over, "part", "key", "value", 1)} {
		if !errors.Is(err, why) {
			t.Errorf("have %v", err)
		}
	}
	s.wantValue("part", "key", "")
}

func TestLeastRecentlyUsedGoesFirst(t *testing.T) {
	s := newShelf(t, store.Limits{Entries: 3})
	for _, key := range []string{"a", "b", "c"} {
		s.set("part", key, key, time.Second)
	}
	s.wantValue("part", "a", "a") // each is a use
	s.wantNew("b", "", "b")
	s.set("part", "d", "d", time.Second)
	s.wantValue("part", "c", "")
	s.set("part", "a", "again", time.Second)
	s.set("part", "e", "e", time.Second)
	s.wantValue("part", "b", "")
	s.wantValue("part", "d", "d")
	s.wantSum("n", 1, 1)
	s.wantValue("part", "a", "")
	s.wantSum("n", 1, 2)
}

func TestBytesAreBounded(t *testing.T) {
	large := strings.Repeat("v", 4000)
	s := newShelf(t, store.Limits{Bytes: 10 * 4300})
	for i := range 100 {
		s.set("part", fmt.Sprint(i), large, time.Second)
	}
	kept := 0
	for i := range 100 {
		if v, _ := s.Get(ctx, "part", fmt.Sprint(i)); v != "" {
			kept++
		} else if kept > 0 {
			t.Errorf("%d is gone, an older one is there", i)
		}
	}
	if kept != 10 {
		t.Errorf("%d values are there, want 10", kept)
	}
}

func TestTextsThatGrowPushOutOthers(t *testing.T) {
	s := newShelf(t, store.Limits{Bytes: 4096})
	for i := range 10 {
		s.set("part", fmt.Sprint(i), "small", time.Second)
	}
	s.set("part", "0", strings.Repeat("v", 3500), time.Second)
	s.wantValue("part", "0", strings.Repeat("v", 3500))
	s.wantValue("part", "9", "small")
	s.wantValue("part", "1", "")
	s.set("part", "0", "small", time.Second)
	for i := range 10 {
		s.set("part", fmt.Sprint(i), "small", time.Second)
	}
	for i := range 10 {
		s.wantValue("part", fmt.Sprint(i), "small")
	}
}

func TestValueLargerThanTheStore(t *testing.T) {
	s := newShelf(t, store.Limits{Bytes: 1000})
	s.set("part", "key", "value", time.Second)
	if err := s.Set(ctx, "part", "other", strings.Repeat("v", 1000), time.Second); err == nil {
		t.Error("it is taken")
	}
	s.wantValue("part", "key", "value")
}

func TestAddsAtOnce(t *testing.T) {
	const adders, adds = 20, 500
	s := newShelf(t, store.Limits{})
	var done sync.WaitGroup
	for range adders {
		done.Go(func() {
			for range adds {
				if _, err := s.Add(ctx, "part", "n", 1, time.Second); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Wait()
	s.wantSum("n", 0, adders*adds)
}

func TestOneWinsSetNew(t *testing.T) {
	const rounds, setters = 100, 10
	s := newShelf(t, store.Limits{Entries: 50})
	for round := range rounds {
		key := fmt.Sprint(round)
		var won atomic.Int32
		var done sync.WaitGroup
		for i := range setters {
			done.Go(func() {
				mine := fmt.Sprint("setter ", i)
				if have, err := s.SetNew(ctx, "part", key, mine, time.Second); err != nil {
					t.Error(err)
				} else if have == mine {
					won.Add(1)
				}
			})
		}
		done.Wait()
		if n := won.Load(); n != 1 {
			t.Errorf("%d have won", n)
		}
	}
}
