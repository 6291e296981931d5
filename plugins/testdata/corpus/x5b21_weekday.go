package main

import (
	"fmt"
	"strings"
	"time"
)

type Span struct{ From, To time.Duration }

type Schedule struct {
	Days  map[time.Weekday]bool
	Spans []Span
	Zone  *time.Location
}

func clock(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

func (s *Schedule) Open(t time.Time) bool {
	t = t.In(s.Zone)
	if !s.Days[t.Weekday()] {
		return false
	}
	for _, sp := range s.Spans {
		if c := clock(t); c >= sp.From && c < sp.To {
			return true
		}
	}
	return false
}

func parseSpan(s string) (sp Span, err error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return sp, fmt.Errorf("span %q: no dash", s)
	}
	for _, p := range []struct {
		text string
		to   *time.Duration
	}{{from, &sp.From}, {to, &sp.To}} {
		t, err := time.Parse("15:04", p.text)
		if err != nil {
			return Span{}, fmt.Errorf("span %q: %w", s, err)
		}
		*p.to = clock(t)
	}
	return sp, nil
}

func main() {
	s := &Schedule{Days: map[time.Weekday]bool{time.Monday: true, time.Friday: true}, Zone: time.FixedZone("X", 3600)}
	for _, t := range []string{"08:00-12:00", "13:30-17:00", "x", "25:00-1:00"} {
		sp, err := parseSpan(t)
		if err != nil {
			fmt.Println(err)
			continue
		}
		s.Spans = append(s.Spans, sp)
	}
	fmt.Println(s.Spans)
	fmt.Printf("%v %+v\n", s.Spans[0], s.Spans[1])
	fmt.Println(s.Days)
	t := time.Date(2024, 4, 1, 6, 30, 0, 0, time.UTC)
	for range 6 {
		fmt.Println(t.Weekday(), t.Format("15:04"), s.Open(t))
		t = t.Add(2*time.Hour + 24*time.Hour)
	}
}
