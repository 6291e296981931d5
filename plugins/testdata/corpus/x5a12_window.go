package main

import (
	"fmt"
	"sort"
	"time"
)

type window struct {
	span  time.Duration
	limit int
	hits  map[string][]time.Time
}

func (w *window) allow(key string, now time.Time) (ok bool, wait time.Duration) {
	cut := now.Add(-w.span)
	old := w.hits[key]
	i := sort.Search(len(old), func(i int) bool { return old[i].After(cut) })
	old = old[i:]
	if len(old) >= w.limit {
		w.hits[key] = old
		return false, old[0].Add(w.span).Sub(now)
	}
	w.hits[key] = append(old, now)
	return true, 0
}

type stat struct {
	Key   string
	Hits  int
	First time.Time
	Span  time.Duration
}

func (w *window) stats() []stat {
	var out []stat
	for k, h := range w.hits {
		out = append(out, stat{k, len(h), h[0], h[len(h)-1].Sub(h[0])})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Hits != out[j].Hits {
			return out[i].Hits > out[j].Hits
		}
		return out[i].Key < out[j].Key
	})
	return out
}

func main() {
	t0 := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	w := &window{span: time.Minute, limit: 3, hits: map[string][]time.Time{}}
	for i := range 6 {
		ok, wait := w.allow("a", t0.Add(time.Duration(i)*15*time.Second))
		fmt.Println(i, ok, wait)
	}
	w.allow("b", t0)
	for _, s := range w.stats() {
		fmt.Println(s.Key, s.Hits, s.First.Format(time.RFC3339), s.Span)
		fmt.Println(s)
		fmt.Printf("%v %+v\n", s, s)
	}
	fmt.Println(w.span, w.limit)
	fmt.Println(map[string]time.Duration{"a": time.Second, "b": time.Minute})
}
