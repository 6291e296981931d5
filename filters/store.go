package filters

import (
	"context"
	"time"
)

// MaxValue is the most bytes that a value in a Store may have.
const MaxValue = 4 << 10

// Values is what a host gives its sessions to keep values in; not for scripts. An implementation is safe for use by
// many goroutines, keeps the parts (one for each filter) apart, ends with ctx, and may forget the values that were
// used longest ago when it is full. A ttl of 0 or less is an error, and so is what Store.Take doesn't take.
type Values interface {
	Get(ctx context.Context, part, key string) (string, error)
	Set(ctx context.Context, part, key, value string, ttl time.Duration) error
	SetNew(ctx context.Context, part, key, value string, ttl time.Duration) (string, error)
	Add(ctx context.Context, part, key string, n int64, ttl time.Duration) (int64, error)
	Take(ctx context.Context, part, key string, n int64, r Rate, burst int64) (wait time.Duration, err error)
}

// Store keeps a filter's values, of at most [MaxValue] bytes, until they expire. It belongs to the filter's label and
// is shared by instances, versions and the fronts that have a filter of this label; that of a filter to which the
// configuration gives no label belongs to its front. A key holds a text, a counter or a bucket. An error means that the store
// can't be reached, that the key holds something else, or that an argument is out of its bounds: answer Fail.
type Store struct{ s *Session }

func (t *Store) ask() (context.Context, Values, error) {
	ctx, values := reach(t.s, Host.Values)
	if values == nil {
		return ctx, nil, errNoHook
	}
	return ctx, values, nil
}

// Get is the value of key, "" if absent or expired; a counter's in decimal digits. A bucket has none that could be read.
func (t *Store) Get(key string) (string, error) {
	ctx, values, err := t.ask()
	if err != nil {
		return "", err
	}
	return values.Get(ctx, t.s.a.part, key)
}

// Set puts value in place for ttl, whatever the key held.
func (t *Store) Set(key, value string, ttl time.Duration) error {
	ctx, values, err := t.ask()
	if err != nil {
		return err
	}
	if err := CheckValue(value, ttl); err != nil {
		return err
	}
	return values.Set(ctx, t.s.a.part, key, value, ttl)
}

// SetNew puts value in place if key is absent and returns what now stands there; atomic.
func (t *Store) SetNew(key, value string, ttl time.Duration) (string, error) {
	ctx, values, err := t.ask()
	if err != nil {
		return "", err
	}
	if err := CheckValue(value, ttl); err != nil {
		return "", err
	}
	return values.SetNew(ctx, t.s.a.part, key, value, ttl)
}

// Add adds n to the counter and returns its sum; ttl runs from the counter's first Add; atomic. A key that holds a text is
// an error.
func (t *Store) Add(key string, n int64, ttl time.Duration) (int64, error) {
	ctx, values, err := t.ask()
	if err != nil {
		return 0, err
	}
	if err := CheckValue("", ttl); err != nil {
		return 0, err
	}
	return values.Add(ctx, t.s.a.part, key, n, ttl)
}

// Take takes n from the bucket of key and returns 0. Where fewer are there it takes nothing and returns how long it will
// be until there are n. A bucket holds at most burst, begins full and is filled at r; a bucket that was made with
// another r or burst goes on with these. A negative n puts back, never over burst. An n of more than burst, a burst
// below 1 and a rate that fills nothing are errors. Atomic.
func (t *Store) Take(key string, n int64, r Rate, burst int64) (wait time.Duration, err error) {
	ctx, values, err := t.ask()
	if err != nil {
		return 0, err
	}
	if err := CheckTake(n, r, burst); err != nil {
		return 0, err
	}
	return values.Take(ctx, t.s.a.part, key, n, r, burst)
}
