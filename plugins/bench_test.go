package plugins

import (
	"runtime"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

const policy = "testdata/filters/policy.go"

// BenchmarkLoad is all that happens from a source to hooks: the gate, an interpreter, New.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		made(b, loaded(b, checked(b, policy)))
	}
}

// BenchmarkGate is the gate alone.
func BenchmarkGate(b *testing.B) {
	for b.Loop() {
		checked(b, policy)
	}
}

// BenchmarkInstance is one more instance of a program that is there.
func BenchmarkInstance(b *testing.B) {
	p := checked(b, policy)
	for b.Loop() {
		made(b, loaded(b, p))
	}
}

// BenchmarkInstanceSize reports what an instance keeps.
func BenchmarkInstanceSize(b *testing.B) {
	p := checked(b, policy)
	const n = 20
	var kept []*Script
	before := heap()
	for b.Loop() {
		kept = kept[:0]
		for range n {
			kept = append(kept, loaded(b, p))
		}
	}
	after := heap()
	b.ReportMetric(float64(after-before)/n, "B/instance")
	runtime.KeepAlive(kept)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkConstantHook calls a hook that only answers.
func BenchmarkConstantHook(b *testing.B) {
	f := made(b, loaded(b, checked(b, policy)))
	s := &filters.Session{}
	for b.Loop() {
		f.Connect(s)
	}
}

// BenchmarkRecipientHook calls a hook that looks a domain up and matches a local part.
func BenchmarkRecipientHook(b *testing.B) {
	f := made(b, loaded(b, checked(b, policy)))
	s := &filters.Session{}
	to, err := filters.ParsePath("user.name@Example.org")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f.Recipient(s, &to)
	}
}

// made is the filter that a script makes without options.
func made(b testing.TB, s *Script) *filters.Filter {
	b.Helper()
	f, err := s.New(filters.NewOptions(filters.Block{Type: "plugin", Label: "bench"}))
	if err != nil {
		b.Fatal(err)
	}
	return f
}
