package main

import (
	"fmt"
	"strings"
	"time"
)

type clock interface{ Now() time.Time }
type fake struct{ t time.Time }

func (f *fake) Now() time.Time { f.t = f.t.Add(time.Second); return f.t }

type bucket struct {
	clock
	cap, left float64
	rate      float64
	last      time.Time
}

func (b *bucket) take(n float64) bool {
	now := b.Now()
	if !b.last.IsZero() {
		b.left = min(b.cap, b.left+now.Sub(b.last).Seconds()*b.rate)
	}
	b.last = now
	if n > b.left {
		return false
	}
	b.left -= n
	return true
}

type window struct {
	times []time.Time
	d     time.Duration
}

func (w *window) add(t time.Time) int {
	keep := w.times[:0]
	for _, u := range w.times {
		if t.Sub(u) < w.d {
			keep = append(keep, u)
		}
	}
	w.times = append(keep, t)
	return len(w.times)
}

type day time.Weekday

func (d day) String() string { return strings.ToLower(time.Weekday(d).String())[:3] }

func main() {
	f := &fake{time.Date(2026, time.December, 31, 23, 59, 55, 0, time.UTC)}
	b := bucket{clock: f, cap: 3, left: 3, rate: .5}
	for range 8 {
		fmt.Print(b.take(1), " ")
	}
	fmt.Printf("%.2f %v\n", b.left, b.last)
	w := window{d: 3 * time.Second}
	for i := range 6 {
		fmt.Print(w.add(f.Now().Add(time.Duration(i%2)*time.Second)), " ")
	}
	fmt.Println(len(w.times))
	fmt.Println(day(f.t.Weekday()), f.t.Format("2006-01-02 15:04:05"), f.t.AddDate(0, 1, 0).Format(time.DateOnly))
	at := map[time.Month]int{time.January: 31}
	at[f.t.Month()]++
	fmt.Println(at[time.January])
	d, err := time.ParseDuration("1h15m30.918273645s")
	fmt.Println(d, err, d.Round(time.Millisecond), d.Hours() > 1.25, time.Duration(1<<63-1))
	switch h := f.t.Hour(); {
	case h < 12:
		fmt.Println("morning")
	case h < 17:
		fmt.Println("afternoon")
	default:
		fmt.Println("evening")
	}
	const timeout = 5 * time.Second
	var total time.Duration
	for _, s := range []int{1, 2, 3} {
		total += time.Duration(s) * timeout
	}
	fmt.Println(total, total/timeout, int64(total/time.Millisecond))
	t1 := time.Unix(1700000000, 5).UTC()
	t2 := t1
	t1 = t1.Add(time.Nanosecond)
	fmt.Println(t1.After(t2), t2.Before(t1), t1 == t2, t2.UnixNano(), t1.Compare(t2))
}
