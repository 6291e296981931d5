package main

import (
	"fmt"
	"time"
)

type window struct{ from, to time.Time }

func (w window) contains(t time.Time) bool { return !t.Before(w.from) && t.Before(w.to) }

func main() {
	t0 := time.Date(2024, time.February, 28, 23, 30, 0, 0, time.UTC)
	t1 := t0.Add(90 * time.Minute)
	fmt.Println(t1, t1.Weekday(), t1.YearDay())
	fmt.Println(t1.Sub(t0), t1.Sub(t0).Hours(), t0.AddDate(0, 1, 3).Format("2006-01-02"))
	fmt.Println(t0.Format(time.RFC1123Z), "|", t0.Format(time.Kitchen), "|", t0.Format("Mon Jan _2 15:04:05.000 2006"))
	p, err := time.Parse(time.RFC1123Z, "Tue, 05 Mar 2024 08:09:10 +0200")
	fmt.Println(p.UTC(), err, p.Unix())
	_, off := p.Zone()
	fmt.Println(off)
	_, err = time.Parse("2006-01-02", "2024-13-01")
	fmt.Println(err)
	d, err := time.ParseDuration("1h15m30.5s")
	fmt.Println(d, err, d.Seconds(), d.Round(time.Minute), d.Truncate(time.Hour), int64(d))
	w := window{t0, t1}
	fmt.Println(w.contains(t0), w.contains(t1), w.contains(t0.Add(time.Nanosecond)))
	var total time.Duration
	for i := range 5 {
		total += time.Duration(i) * 250 * time.Millisecond
	}
	fmt.Println(total, total > 2*time.Second, total/2, time.Duration(1500), -total)
	z := time.FixedZone("TST", -5*3600)
	q := t0.In(z)
	fmt.Println(q, q.Equal(t0), q.Day(), q.Hour())
	fmt.Println(time.Unix(1e9, 0).UTC(), time.Time{}.IsZero(), time.UnixMilli(1500).UTC().Format(time.RFC3339Nano))
	y, wk := t0.ISOWeek()
	h, m, s := t1.Clock()
	fmt.Println(y, wk, h, m, s, time.March, time.Saturday+0, time.Month(13))
	switch wd := t0.Weekday(); wd {
	case time.Saturday, time.Sunday:
		fmt.Println("weekend")
	default:
		fmt.Println("workday", int(wd))
	}
	fmt.Println(t0.Compare(t1), t0.Truncate(24*time.Hour).Format(time.DateTime), q.Format("MST -07:00"))
}
