package filters_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// keep gives a hook of the filter a the store of the host.
func keep(h *host, use func(*filters.Store)) {
	c, _ := filters.NewChain(entry("a", filters.AtConnect, func(s *filters.Session) filters.Verdict {
		use(s.Store())
		return filters.Pass()
	}))
	c.Begin(h).Connect()
}

func TestStoreKeeps(t *testing.T) {
	h := newHost()
	keep(h, func(s *filters.Store) {
		set := s.Set("key", "one", time.Hour)
		now, setNew := s.SetNew("key", "two", time.Hour)
		fresh, setFresh := s.SetNew("fresh", "three", time.Minute)
		value, get := s.Get("key")
		sum, add := s.Add("n", -3, time.Hour)
		if err := errors.Join(set, setNew, setFresh, get, add); err != nil {
			t.Error(err)
		}
		want(t, strings.Join([]string{now, fresh, value}, " "), "one three one")
		if sum != -3 || h.values.(*values).ttls["a/fresh"] != time.Minute {
			t.Error(sum, h.values.(*values).ttls)
		}
	})
}

// Entries of two chains have one part of the store where they are told so, and in shadow another.
func TestStoreParts(t *testing.T) {
	h := newHost()
	for _, e := range []filters.Entry{{Label: "a"}, {Label: "a", Part: "x/a"}, {Label: "b", Part: "x/a"}, {Label: "a", Part: "x/a", Shadow: true}} {
		e.Filter = &filters.Filter{Connect: func(s *filters.Session) filters.Verdict {
			s.Store().Add("n", 1, time.Hour)
			return filters.Pass()
		}}
		chainOf(t, e).Begin(h).Connect()
	}
	kept := h.values.(*values).kept
	want(t, kept["a/n"]+kept["x/a/n"]+kept["x/a (shadow)/n"], "121")
}

func TestStoreTakes(t *testing.T) {
	h := newHost()
	keep(h, func(s *filters.Store) {
		for i, want := range []time.Duration{0, 0, time.Minute} {
			if wait, err := s.Take("bucket", 2, filters.Rate{N: 1, Per: time.Minute}, 5); wait != want || err != nil {
				t.Errorf("%d: have %v, %v, want %v", i, wait, err, want)
			}
		}
	})
	want(t, h.values.(*values).kept["a/bucket"], "4")
}

func TestStoreTakesNothing(t *testing.T) {
	h, rate := newHost(), filters.Rate{N: 60, Per: time.Minute}
	keep(h, func(s *filters.Store) {
		for _, take := range []struct {
			n     int64
			r     filters.Rate
			burst int64
			want  string
		}{
			{6, rate, 5, "store: 6 to take from a bucket that holds 5 at most"},
			{0, rate, 0, "store: a burst of 0, want 1 or more"},
			{-9, rate, -1, "store: a burst of -1, want 1 or more"},
			{1, filters.Rate{}, 5, "store: a rate of 0 in 0s, want more than 0 of both"},
			{1, filters.Rate{N: 1}, 5, "store: a rate of 1 in 0s, want more than 0 of both"},
			{1, filters.Rate{N: -1, Per: time.Second}, 5, "store: a rate of -1 in 1s, want more than 0 of both"},
			{1, filters.Rate{N: 1, Per: -1}, 5, "store: a rate of 1 in -1ns, want more than 0 of both"},
		} {
			if wait, err := s.Take("k", take.n, take.r, take.burst); err == nil || err.Error() != take.want || wait != 0 {
				t.Errorf("have %v, %v, want %q", wait, err, take.want)
			}
		}
		if _, err := s.Take("k", 5, rate, 5); err != nil {
			t.Error(err)
		}
	})
}

func TestStoreLimits(t *testing.T) {
	most := strings.Repeat("x", filters.MaxValue)
	h := newHost()
	keep(h, func(s *filters.Store) {
		set := func(value string, ttl time.Duration) error { return s.Set("k", value, ttl) }
		setNew := func(value string, ttl time.Duration) error {
			_, err := s.SetNew("k", value, ttl)
			return err
		}
		add := func(_ string, ttl time.Duration) error {
			_, err := s.Add("n", 1, ttl)
			return err
		}
		for i, write := range []func(string, time.Duration) error{set, setNew, add} {
			if err := write(most, 1); err != nil {
				t.Error(i, err)
			}
			for _, ttl := range []time.Duration{0, -1} {
				if err := write("x", ttl); err == nil {
					t.Errorf("%d: a ttl of %v counts", i, ttl)
				}
			}
		}
		for i, write := range []func(string, time.Duration) error{set, setNew} {
			if err := write(most+"x", time.Hour); err == nil || err.Error() != "store: a value of 4097 bytes, the most is 4096" {
				t.Error(i, err)
			}
		}
	})
	want(t, h.values.(*values).kept["a/k"], most)
}

func TestStoreThatCannotBeReached(t *testing.T) {
	down := errors.New("down")
	h := newHost()
	h.values.(*values).err = down
	check := func(s *filters.Store) (err [5]error) {
		_, err[0] = s.Get("k")
		err[1] = s.Set("k", "v", time.Hour)
		_, err[2] = s.SetNew("k", "v", time.Hour)
		_, err[3] = s.Add("k", 1, time.Hour)
		_, err[4] = s.Take("k", 1, filters.Rate{N: 1, Per: time.Hour}, 1)
		return err
	}
	keep(h, func(s *filters.Store) {
		if have := check(s); have != [5]error{down, down, down, down, down} {
			t.Error(have)
		}
	})
	h.values = nil
	keep(h, func(s *filters.Store) {
		for _, err := range check(s) {
			if err == nil {
				t.Error("a host without a store keeps values")
			}
		}
	})
}
