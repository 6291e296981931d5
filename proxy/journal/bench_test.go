package journal

import (
	"context"
	"log/slog"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

func bookFor(b *testing.B) *Book {
	book, err := OpenBook(b.TempDir(), wire.RealClock{}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { book.Close() })
	return book
}

// A session's part of the cost: one event, and its share of a write.
func BenchmarkRecord(b *testing.B) {
	book, events := bookFor(b), story()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		book.Record(events[i%len(events)])
		i++
	}
}

func BenchmarkRecordKeep(b *testing.B) {
	book, events := bookFor(b), story()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		book.Record(events[i%len(events)])
		if err := book.Keep(context.Background(), false); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// Many sessions share each write.
func BenchmarkRecordKeepParallel(b *testing.B) {
	book, events := bookFor(b), story()
	b.ReportAllocs()
	b.SetParallelism(100)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			book.Record(events[i%len(events)])
			if err := book.Keep(context.Background(), false); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkKeepNothing(b *testing.B) {
	book := bookFor(b)
	b.ReportAllocs()
	for b.Loop() {
		book.Keep(context.Background(), false)
	}
}
