package resolver_test

import (
	"context"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// What a lookup costs whose answer is in the cache: the copy that belongs to the caller.
func BenchmarkCached(b *testing.B) {
	bench := newBench(b, resolver.Config{}, zone)
	ctx := context.Background()
	b.Run("MX", func(b *testing.B) {
		for b.Loop() {
			bench.MX(ctx, "example.org")
		}
		b.ReportAllocs()
	})
	b.Run("Addrs", func(b *testing.B) {
		for b.Loop() {
			bench.Addrs(ctx, "a.example.org")
		}
		b.ReportAllocs()
	})
	b.Run("missing", func(b *testing.B) {
		for b.Loop() {
			bench.MX(ctx, "missing.example")
		}
		b.ReportAllocs()
	})
	b.Run("parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				bench.MX(ctx, "example.org")
			}
		})
	})
}

// What a lookup costs that asks a server on the same machine.
func BenchmarkAsked(b *testing.B) {
	z, err := proxytest.NewZone("example.org 0 MX 10 mail.example.org")
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	r, err := resolver.New(resolver.Config{Servers: []string{z.Addr()}}, wire.RealClock{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.MX(context.Background(), "example.org"); err != nil {
			b.Fatal(err)
		}
	}
}
