package upstream

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// closer counts how often it was closed.
type closer struct{ closed atomic.Int32 }

func (c *closer) Close() error {
	c.closed.Add(1)
	return nil
}

func park(u *Upstream) *closer {
	c := new(closer)
	u.Park(Idle{Conn: c, Server: u.servers[0]})
	return c
}

func wantClosed(t *testing.T, name string, c *closer, want int32) {
	t.Helper()
	if got := c.closed.Load(); got != want {
		t.Errorf("%s was closed %d times, want %d", name, got, want)
	}
}

func TestTakeIsNewestFirstAndOnce(t *testing.T) {
	u := three(t, First)
	defer u.Close()
	if _, ok := u.Take(); ok {
		t.Error("took one before any was parked")
	}
	a, b := park(u), park(u)
	for _, want := range []*closer{b, a} {
		got, ok := u.Take()
		if !ok || got.Conn != want || got.Server != u.servers[0] {
			t.Errorf("took %v, %v; want %p", got, ok, want)
		}
	}
	if got, ok := u.Take(); ok {
		t.Errorf("took %v a second time", got)
	}
	wantClosed(t, "what was taken", a, 0)
}

func TestParkIsBounded(t *testing.T) {
	u := three(t, First)
	defer u.Close()
	oldest, second := park(u), park(u)
	for range maxIdle - 2 {
		park(u)
	}
	wantClosed(t, "the oldest of 32", oldest, 0)
	newest := park(u)
	wantClosed(t, "the oldest of 33", oldest, 1)
	wantClosed(t, "the second oldest of 33", second, 0)
	if got, _ := u.Take(); got.Conn != newest {
		t.Error("the newest was not kept")
	}
}

func TestParkedGrowOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := three(t, First)
		defer u.Close()
		old := park(u)
		time.Sleep(10 * time.Second)
		young := park(u)
		time.Sleep(20*time.Second - time.Nanosecond)
		synctest.Wait()
		wantClosed(t, "one parked for just under 30 s", old, 0)
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		wantClosed(t, "one parked for 30 s", old, 1)
		wantClosed(t, "one parked for 20 s", young, 0)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		wantClosed(t, "the other after 30 s", young, 1)
	})
}

func TestReaperStartsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := three(t, First)
		defer u.Close()
		park(u)
		time.Sleep(time.Minute)
		synctest.Wait()
		again := park(u)
		time.Sleep(time.Minute)
		synctest.Wait()
		wantClosed(t, "one parked after the reaper had ended", again, 1)
	})
}

// standingClock never wakes anybody, so the reaper is as late as can be.
type standingClock struct{ now atomic.Int64 }

func (c *standingClock) Now() time.Time                       { return time.Unix(c.now.Load(), 0) }
func (c *standingClock) After(time.Duration) <-chan time.Time { return nil }

func TestTakeNeedsNoReaper(t *testing.T) {
	clock := new(standingClock)
	u := New(Config{Servers: []string{"a:25"}}, dialNothing, clock)
	old := park(u)
	clock.now.Add(30)
	if _, ok := u.Take(); ok {
		t.Error("took a connection that was parked for 30 s")
	}
	u.Close()
	wantClosed(t, "what the reaper left", old, 1)
}

func TestClose(t *testing.T) {
	u := three(t, First)
	a, b := park(u), park(u)
	u.Close()
	u.Close()
	wantClosed(t, "the first", a, 1)
	wantClosed(t, "the second", b, 1)
	if _, ok := u.Take(); ok {
		t.Error("took one from a closed upstream")
	}
	wantClosed(t, "one parked after Close", park(u), 1)
	if _, err := u.servers[0].Connect(t.Context()); err != nil {
		t.Errorf("a session that still holds a closed upstream can't connect: %v", err)
	}
}

// TestManySessions parks and takes from many goroutines; each connection has one owner at a time.
func TestManySessions(t *testing.T) {
	u := three(t, First)
	var all sync.Map
	var sessions sync.WaitGroup
	for range 8 {
		sessions.Go(func() {
			for range 500 {
				c, ok := u.Take()
				if !ok {
					c = Idle{Conn: new(closer)}
					all.Store(c.Conn, true)
				}
				if c.Conn.(*closer).closed.Load() != 0 {
					t.Error("took a closed connection")
				}
				u.Park(c)
			}
		})
	}
	sessions.Wait()
	u.Close()
	all.Range(func(c, _ any) bool {
		wantClosed(t, "a connection", c.(*closer), 1)
		return true
	})
}
