package ratelimit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// judge takes n from each bucket that pays, or from none.
func (l *limiter) judge(s *filters.Session, n int64, about ...facts) filters.Verdict {
	var taken []string
	for _, f := range about {
		b := l.bucket(f)
		switch {
		case b.key == "" || slices.Contains(taken, b.key):
			continue
		case n > l.burst:
			return l.tooLarge(s, b.key, n)
		}
		wait, err := l.take(s, b, n)
		if wait > 0 || err != nil {
			return l.answer(s, b, wait, errors.Join(err, l.putBack(s, n, taken)))
		}
		taken = append(taken, b.key)
	}
	return filters.Pass()
}

// tooLarge is for what would never pass.
func (l *limiter) tooLarge(s *filters.Session, key string, n int64) filters.Verdict {
	s.Note("rate_limit.over", key)
	return filters.RefuseCode(552, "5.3.4", fmt.Sprintf("a message of %d bytes is more than the %d that can pass at once", n, l.burst))
}

// take takes n; of what isn't counted there is always enough.
func (l *limiter) take(s *filters.Session, b bucket, n int64) (wait time.Duration, err error) {
	if b.key == "" {
		return 0, nil
	}
	return s.Store().Take(b.key, n, l.rate, l.burst)
}

func (l *limiter) putBack(s *filters.Session, n int64, taken []string) error {
	var all []error
	for _, key := range taken {
		_, err := s.Store().Take(key, -n, l.rate, l.burst)
		all = append(all, err)
	}
	return errors.Join(all...)
}

// answer says what came of taking.
func (l *limiter) answer(s *filters.Session, b bucket, wait time.Duration, err error) filters.Verdict {
	switch {
	case err != nil:
		return filters.Fail(err)
	case wait == 0:
		return filters.Pass()
	}
	s.Note("rate_limit.over", b.key)
	text := fmt.Sprintf("too many %s %s, try again in %s", strings.ReplaceAll(l.count, "_", " "), b.whose, humane(wait))
	switch l.count {
	case "connections":
		return filters.Defer("4.7.1", text)
	case "failed_logins":
		return lockOut(s, text)
	}
	return filters.DeferCode(452, "4.7.1", text)
}

// humane is a wait, rounded up, in the unit in which people would say it. The store may be wrong by some nanoseconds, which are
// no reason to say a second more.
func humane(wait time.Duration) string {
	const day = 24 * time.Hour
	wait = wait.Round(time.Millisecond)
	switch {
	case wait >= 2*day:
		return several(wait, day, "day")
	case wait >= 2*time.Hour:
		return several(wait, time.Hour, "hour")
	case wait >= 2*time.Minute:
		return several(wait, time.Minute, "minute")
	}
	return several(max(wait, 1), time.Second, "second")
}

func several(wait, unit time.Duration, name string) string {
	n := (wait-1)/unit + 1
	if n > 1 {
		name += "s"
	}
	return fmt.Sprintf("%d %s", n, name)
}
