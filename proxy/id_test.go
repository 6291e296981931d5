package proxy

import (
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestIDsAreUniqueAndSorted(t *testing.T) {
	clock := newClock()
	g := &ids{clock: clock}
	form := regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}$`)
	var made []string
	for i := range 10_000 {
		if i%3 == 0 {
			clock.advance(time.Millisecond)
		}
		if i == 5000 {
			clock.advance(-time.Hour) // the machine's clock was set
		}
		made = append(made, g.next())
	}
	if !slices.IsSorted(made) || len(slices.Compact(slices.Clone(made))) != len(made) {
		t.Error("ids are out of order or repeat")
	}
	for _, id := range made {
		if !form.MatchString(id) {
			t.Fatalf("id %q", id)
		}
	}
}

func TestIDsOfManyGoroutines(t *testing.T) {
	g := &ids{clock: newClock()}
	var seen sync.Map
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 1000 {
				if _, twice := seen.LoadOrStore(g.next(), true); twice {
					t.Error("an id was given out twice")
				}
			}
		})
	}
	all.Wait()
}

// TestIDsOfTwoGates: they begin in the same millisecond.
func TestIDsOfTwoGates(t *testing.T) {
	clock := newClock()
	a, b := &ids{clock: clock}, &ids{clock: clock}
	if x, y := a.next(), b.next(); x == y || x[:10] != y[:10] {
		t.Errorf("%s and %s, want the same time and other bits", x, y)
	}
}

func TestEncode(t *testing.T) {
	for _, test := range []struct {
		high, low uint64
		want      string
	}{
		{0, 0, "00000000000000000000000000"},
		{0, 31, "0000000000000000000000000Z"},
		{0, 1 << 63, "00000000000008000000000000"},
		{1469918176385 << 16, 0, "01ARYZ6S410000000000000000"}, // the time of the ULID specification's example
		{1<<64 - 1, 1<<64 - 1, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"},
	} {
		if got := encode(test.high, test.low); got != test.want {
			t.Errorf("%x %x: %s, want %s", test.high, test.low, got, test.want)
		}
	}
}
