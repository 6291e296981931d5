package plugins

import (
	"runtime"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// BenchmarkEngine is what calls cost that are watched, each of an instance of a pool. The chain's part is not in it.
func BenchmarkEngine(b *testing.B) {
	b.Run("constant", func(b *testing.B) {
		benchHook(b, func(f *filters.Filter, s *filters.Session) filters.Verdict { return f.Connect(s) })
	})
	b.Run("recipient", func(b *testing.B) {
		to, err := filters.ParseRecipient("TO:<user.name@Example.org>", false)
		if err != nil {
			b.Fatal(err)
		}
		benchHook(b, func(f *filters.Filter, s *filters.Session) filters.Verdict { return f.Recipient(s, &to) })
	})
}

// benchHook calls a script's hook within another's, whose session is one that is alive.
func benchHook(b *testing.B, call func(*filters.Filter, *filters.Session) filters.Verdict) {
	p := Load(Interpreted(checked(b, policy)), Limits{}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		b.Fatal(err)
	}
	around := &filters.Filter{Connect: func(s *filters.Session) filters.Verdict {
		b.ReportAllocs()
		for b.Loop() {
			call(f, s)
		}
		return filters.Pass()
	}}
	h := &host{id: "S"}
	chainOf(b, around, time.Hour).Begin(h).Connect()
	if h.failures() != nil {
		b.Fatal(h.failures())
	}
}

// BenchmarkPluginLoad is the whole way of a source into service: the gate, an instance that can be ended, New.
func BenchmarkPluginLoad(b *testing.B) {
	for b.Loop() {
		p := Load(Interpreted(checked(b, policy)), Limits{}, nil)
		if _, err := p.New(settings()); err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}

// BenchmarkPluginInstanceSize reports what an instance keeps that can be ended.
func BenchmarkPluginInstanceSize(b *testing.B) {
	p := Load(Interpreted(checked(b, policy)), Limits{}, nil)
	defer p.Close()
	const n = 20
	var kept []*filters.Filter
	before := heap()
	for b.Loop() {
		kept = kept[:0]
		for range n {
			f, err := p.New(settings())
			if err != nil {
				b.Fatal(err)
			}
			kept = append(kept, f)
		}
	}
	b.ReportMetric(float64(heap()-before)/n, "B/instance")
	runtime.KeepAlive(kept)
}
