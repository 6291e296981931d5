package store

import (
	"context"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/ratelimit"
)

// stranger is a session with as much of a host as the filter reads.
type stranger struct {
	filters.Host
	addr   netip.Addr
	values filters.Values
}

func (s *stranger) Client() filters.Client     { return filters.Client{Addr: s.addr, Port: 1025} }
func (s *stranger) Protocol() filters.Protocol { return filters.SMTP }
func (s *stranger) Sender() filters.Path       { return filters.Path{} }
func (s *stranger) Transaction() int           { return 0 }
func (s *stranger) Context() context.Context   { return context.Background() }
func (s *stranger) Values() filters.Values     { return s.values }
func (s *stranger) Report(filters.Report)      {}

// address is the nth of many, of which each fourth is a host with an IPv6 network of its own.
func address(n int) netip.Addr {
	if n%4 == 0 {
		return netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 4: byte(n >> 16), byte(n >> 8), byte(n), 15: 1})
	}
	return netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)})
}

// TestFlood: 100,000 sessions from 50,000 addresses, with room for 10,000. Memory is bounded, whatever comes; who comes again while
// there is room is still judged right; and who was forgotten begins anew.
func TestFlood(t *testing.T) {
	const addresses, entries = 50_000, 10_000
	chain, err := filters.NewChain(filters.Entry{Label: "flood", Filter: newLimit(t)})
	if err != nil {
		t.Fatal(err)
	}
	c := &still{now: time.Unix(0, 0)}
	m := New(Limits{Entries: entries}, c)
	before := heapInUse()
	refused := 0
	for n := range addresses {
		for visit, want := range []filters.Action{filters.Go, filters.Answer} {
			run := chain.Begin(&stranger{addr: address(n), values: m})
			d := run.Connect()
			run.Close()
			if d.Action != want {
				t.Fatalf("%v, visit %d: %+v", address(n), visit, d)
			}
			if d.Action == filters.Answer {
				refused++
			}
		}
		if m.lru.Len() > entries {
			t.Fatalf("%d entries after %d addresses", m.lru.Len(), n)
		}
	}
	grown := int64(heapInUse()) - int64(before)
	t.Logf("%d entries of %d bytes by the account, %d by the heap; %d sessions refused", m.lru.Len(), m.bytes, grown, refused)
	checkFlood(t, m, entries, grown)
	c.now = c.now.Add(time.Hour)
	if d := chain.Begin(&stranger{addr: address(addresses - 1), values: m}).Connect(); d.Action != filters.Go {
		t.Errorf("an hour later: %+v", d)
	}
	if d := chain.Begin(&stranger{addr: address(0), values: m}).Connect(); d.Action != filters.Go {
		t.Errorf("who was forgotten: %+v", d)
	}
}

func newLimit(t *testing.T) *filters.Filter {
	f, err := ratelimit.New(filters.NewOptions(filters.Block{Type: "rate_limit", Settings: []filters.Setting{
		{Name: "key", Value: "client.ip"}, {Name: "count", Value: "connections"}, {Name: "limit", Value: "1/1h"},
	}}))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// checkFlood holds a full store against its bounds. The account knows what is in it, and about what that takes: a map that has
// got and lost 50,000 keys has more room than it needs. A store that kept them all would take five times as much.
func checkFlood(t *testing.T, m *Memory, entries int, grown int64) {
	t.Helper()
	var bytes int64
	for _, k := range m.lru.Keys() {
		v, _ := m.lru.Peek(k)
		bytes += size(k, v)
	}
	if m.lru.Len() != entries || bytes != m.bytes || bytes > m.limits.Bytes {
		t.Errorf("%d entries of %d bytes, the account says %d", m.lru.Len(), bytes, m.bytes)
	}
	if most := 2 * m.bytes; grown > most {
		t.Errorf("the heap has grown by %d bytes, want at most %d", grown, most)
	}
}

// BenchmarkFlood is a session from an address that was never seen, to a full store.
func BenchmarkFlood(b *testing.B) {
	ctx := context.Background()
	m := New(Limits{Entries: 10_000}, &still{now: time.Unix(0, 0)})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := m.Take(ctx, "flood", fmt.Sprint("connections client.ip ", address(i)), 1, oneAnHour, 1); err != nil {
			b.Fatal(err)
		}
	}
}
