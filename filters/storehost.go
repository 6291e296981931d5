package filters

import (
	"fmt"
	"time"
)

// What this file exports is for the program that hosts filters; scripts don't see it.

// CheckTake says what is wrong with arguments of [Store.Take] and [Values]; nil if nothing is.
func CheckTake(n int64, r Rate, burst int64) error {
	switch {
	case r.N <= 0 || r.Per <= 0:
		return fmt.Errorf("store: a rate of %d in %v, want more than 0 of both", r.N, r.Per)
	case burst < 1:
		return fmt.Errorf("store: a burst of %d, want 1 or more", burst)
	case n > burst:
		return fmt.Errorf("store: %d to take from a bucket that holds %d at most", n, burst)
	}
	return nil
}

// CheckValue says what is wrong with a value that is to be kept for ttl; nil if nothing is.
func CheckValue(value string, ttl time.Duration) error {
	if len(value) > MaxValue {
		return fmt.Errorf("store: a value of %d bytes, the most is %d", len(value), MaxValue)
	}
	if ttl <= 0 {
		return fmt.Errorf("store: a ttl of %v, want more than 0", ttl)
	}
	return nil
}
