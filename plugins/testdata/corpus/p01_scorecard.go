package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
)

type rule struct {
	name   string
	points int
	match  func(m *mail) bool
}

type mail struct {
	from, to string
	header   map[string][]string
	size     int64
	at       time.Time
}

type verdict int

const (
	pass verdict = iota
	deferred
	refused
)

func (v verdict) String() string {
	switch v {
	case pass:
		return "pass"
	case deferred:
		return "defer"
	default:
		return "refuse"
	}
}

type score struct {
	total int
	hits  []string
}

func (s *score) add(r rule) {
	s.total += r.points
	s.hits = append(s.hits, fmt.Sprintf("%s(%+d)", r.name, r.points))
}

func (s score) verdict(limit int) verdict {
	if s.total >= 2*limit {
		return refused
	} else if s.total >= limit {
		return deferred
	}
	return pass
}

var errNoRules = errors.New("no rules")

func judge(m *mail, rules []rule, limit int) (v verdict, why string, err error) {
	if len(rules) == 0 {
		return 0, "", errNoRules
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("judge: %v", r)
		}
	}()
	var s score
	for _, r := range rules {
		if r.match(m) {
			s.add(r)
		}
	}
	sort.Strings(s.hits)
	return s.verdict(limit), strings.Join(s.hits, ", "), nil
}

func main() {
	header := func(kv ...string) map[string][]string {
		h := make(map[string][]string, len(kv)/2)
		for i := 0; i+1 < len(kv); i += 2 {
			h[kv[i]] = append(h[kv[i]], kv[i+1])
		}
		return h
	}
	rules := []rule{
		{"no-date", 2, func(m *mail) bool { return len(m.header["Date"]) == 0 }},
		{"two-from", 3, func(m *mail) bool { return len(m.header["From"]) > 1 }},
		{"big", 1, func(m *mail) bool { return m.size > 1<<20 }},
		{"night", 1, func(m *mail) bool { h := m.at.Hour(); return h < 6 || h >= 22 }},
		{"bounce", -1, func(m *mail) bool { return m.from == "" }},
	}
	noon := time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)
	mails := []*mail{
		{from: "a@example.org", to: "b", header: header("Date", "x", "From", "a"), size: 100, at: noon},
		{from: "", to: "b", header: header("From", "a", "From", "b"), size: 5 << 20, at: noon.Add(11 * time.Hour)},
		{from: "c", header: nil, at: noon.Add(-8 * time.Hour)},
	}
	for i, m := range mails {
		v, why, err := judge(m, rules, 2)
		fmt.Println(i, v, why, err)
	}
	_, _, err := judge(nil, rules, 2)
	fmt.Println(err != nil)
	_, _, err = judge(mails[0], nil, 2)
	fmt.Println(errors.Is(err, errNoRules), err)
}
