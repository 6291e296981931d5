package filters_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestVerdictWords(t *testing.T) {
	for want, v := range map[string]filters.Verdict{
		"invalid":                             {},
		"pass":                                filters.Pass(),
		"pass after 2s":                       filters.Pass().After(2 * time.Second),
		"accept":                              filters.Accept(),
		"refuse 5.7.1 no relaying":            filters.Refuse("5.7.1", "no relaying"),
		"refuse":                              filters.Refuse("", ""),
		"refuse 553 5.1.3 bad":                filters.RefuseCode(553, "5.1.3", "bad"),
		"refuse 0 5.1.3 bad":                  filters.RefuseCode(0, "5.1.3", "bad"),
		"defer 4.7.1 later":                   filters.Defer("4.7.1", "later"),
		"defer 450 4.7.1 later after 1.5s":    filters.DeferCode(450, "4.7.1", "later").After(1500 * time.Millisecond),
		"hangup enough":                       filters.Hangup("enough"),
		"discard seen before":                 filters.Discard("seen before"),
		"fail no table":                       filters.Fail(errors.New("no table")),
		"fail":                                filters.Fail(nil),
		"refuse 5.7.1 a? 250 ok?[31m":         filters.Refuse("5.7.1", "a\n 250 ok\x1b[31m"),
		"fail a??b":                           filters.Fail(errors.New("a\r\nb")),
		"pass after 1m0s":                     filters.Pass().After(math.MaxInt64),
		"accept after 1s":                     filters.Accept().After(time.Hour).After(time.Second),
		"discard " + strings.Repeat("x", 992): filters.Discard(strings.Repeat("x", 5000)),
	} {
		if have := v.String(); have != want {
			t.Errorf("have %q\nwant %q", have, want)
		}
	}
	want(t, filters.Pass().After(-time.Second).String(), "pass")
}

// A verdict is a value: After makes another.
func TestAfterLeavesTheVerdict(t *testing.T) {
	v := filters.Pass()
	v.After(time.Second)
	want(t, v.String(), "pass")
}

// hostile is an error that must not be asked in the session's own goroutine.
type hostile struct{ asked int }

func (h *hostile) Error() string {
	h.asked++
	if h.asked > 1 {
		panic("asked again")
	}
	return "hostile"
}

func TestErrorIsAskedInTheHook(t *testing.T) {
	h := newHost()
	e := &hostile{}
	c := chainOf(t, entry("a", filters.AtConnect, func(*filters.Session) filters.Verdict { return filters.Fail(e) }))
	want(t, words(c.Begin(h).Connect()), "answer 421 4.3.0 temporary trouble with a local policy, please try again later by a")
	if !errors.Is(h.reports[0].Err, e) {
		t.Error("the report doesn't have the filter's error")
	}
	want(t, h.said(), "a Connect: hostile; on_error defer")

	var none *hostile
	c = chainOf(t, entry("a", filters.AtConnect, func(*filters.Session) filters.Verdict { return filters.Fail(none) }))
	c.Begin(h).Connect()
	if have := h.said(); !strings.HasPrefix(have, "a Connect: panic: runtime error: invalid memory address") {
		t.Error(have)
	}
}
