package leaktest

import (
	"testing"
	"time"
)

// CheckBriefly is Check without patience.
func CheckBriefly(t testing.TB, stays ...string) { check(t, time.Nanosecond, stays) }
