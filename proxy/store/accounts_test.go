package store

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// still is a clock that the test moves.
type still struct {
	wire.Clock
	now time.Time
}

func (c *still) Now() time.Time { return c.now }

// The bytes are those of what is there, whatever was done.
func TestAccounts(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		c := &still{now: time.Unix(0, 0)}
		m := New(Limits{Entries: 5, Bytes: 5000}, c)
		names := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", strings.Repeat("g", 500)})
		for range rapid.IntRange(1, 50).Draw(t, "calls") {
			name := names.Draw(t, "name")
			text := strings.Repeat("x", rapid.IntRange(0, 4000).Draw(t, "length"))
			ttl := time.Duration(rapid.IntRange(1, 10).Draw(t, "ttl"))
			switch rapid.IntRange(0, 5).Draw(t, "call") {
			case 0:
				m.Set(ctx, "part", name, text, ttl)
			case 1:
				m.SetNew(ctx, "part", name, text, ttl)
			case 2:
				m.Add(ctx, "part", name, 1, ttl)
			case 3:
				m.Get(ctx, "part", name)
			case 4:
				m.Take(ctx, "part", name, int64(ttl)-2, filters.Rate{N: 1, Per: 3}, 8)
			case 5:
				c.now = c.now.Add(ttl)
			}
			checkAccounts(t, m)
		}
	})
}

func checkAccounts(t *rapid.T, m *Memory) {
	var bytes int64
	for _, k := range m.lru.Keys() {
		v, _ := m.lru.Peek(k)
		bytes += size(k, v)
	}
	if bytes != m.bytes || bytes > m.limits.Bytes || m.lru.Len() > m.limits.Entries {
		t.Fatalf("%d entries of %d bytes, the account says %d", m.lru.Len(), bytes, m.bytes)
	}
}

func BenchmarkMemory(b *testing.B) {
	ctx := context.Background()
	m := New(Limits{}, wire.RealClock{})
	keys := make([]string, 100_000)
	for i := range keys {
		keys[i] = fmt.Sprint("192.0.2.", i)
		m.Set(ctx, "part", keys[i], "value", time.Hour)
		m.Add(ctx, "count", keys[i], 1, time.Hour)
	}
	run := func(name string, call func(key string)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				call(keys[i%len(keys)])
			}
		})
	}
	run("Get", func(key string) { m.Get(ctx, "part", key) })
	run("Set", func(key string) { m.Set(ctx, "part", key, "value", time.Hour) })
	run("SetNew", func(key string) { m.SetNew(ctx, "part", key, "value", time.Hour) })
	run("Add", func(key string) { m.Add(ctx, "count", key, 1, time.Hour) })
	run("Take", func(key string) { m.Take(ctx, "bucket", key, 1, oneAnHour, 1_000_000) })
	run("Take in vain", func(key string) { m.Take(ctx, "empty", key, 1, oneAnHour, 1) })
	run("Take and put back", func(key string) {
		m.Take(ctx, "full", key, 1, oneAnHour, 1)
		m.Take(ctx, "full", key, -1, oneAnHour, 1)
	})
	b.Run("Add parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				m.Add(ctx, "count", keys[i%len(keys)], 1, time.Hour)
			}
		})
	})
}

var oneAnHour = filters.Rate{N: 1, Per: time.Hour}

// BenchmarkFull fills a store to the limits that it has by default and says what that takes.
func BenchmarkFull(b *testing.B) {
	ctx := context.Background()
	b.Run("texts", func(b *testing.B) {
		benchFull(b, func(m *Memory, key string) { m.Set(ctx, "part", key, "value", time.Hour) })
	})
	b.Run("buckets", func(b *testing.B) {
		benchFull(b, func(m *Memory, key string) { m.Take(ctx, "part", key, 1, oneAnHour, 1) })
	})
}

func benchFull(b *testing.B, put func(m *Memory, key string)) {
	for b.Loop() {
		m := New(Limits{}, wire.RealClock{})
		for i := range 1_000_000 {
			put(m, fmt.Sprintf("%016d", i))
		}
		b.ReportMetric(float64(heapInUse())/float64(m.lru.Len()), "heap-B/entry")
		b.ReportMetric(float64(m.bytes)/float64(m.lru.Len()), "counted-B/entry")
		b.ReportMetric(float64(m.lru.Len()), "entries")
	}
}

// heapInUse is what the collector leaves.
func heapInUse() uint64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}
