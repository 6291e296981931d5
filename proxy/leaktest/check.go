package leaktest

import (
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// checked names, in the environment, the test that is checked: the package testing takes it away again with the test, and keeps such a test from
// running beside others, which it couldn't be told from.
const checked = "GATEPOST_LEAKTEST"

// Check holds a test to what it begins and opens: behind it, its subtests and all that was registered by Cleanup, no goroutine runs on and no
// descriptor is open that wasn't there when Check was called. What makes something that runs calls it before all else, so that a test gets it with
// that. In a test that is checked already, or is part of one, it does nothing, so that the outermost test that calls it is the one that fails. One that
// fails anyway isn't checked.
//
// Goroutines in whose stack one of the functions named in stays is, such as "net/http.(*Server).Serve", may outlive the test. A test that runs
// beside others (t.Parallel) can't be checked, and panics; the one that it is part of can.
func Check(t testing.TB, stays ...string) {
	t.Helper()
	check(t, 0, stays)
}

func check(t testing.TB, patience time.Duration, stays []string) {
	t.Helper()
	if os.Getenv(checked) != "" {
		return
	}
	before, ignored := Open(), append(staying(stays), goleak.IgnoreCurrent())
	t.Cleanup(func() {
		if t.Failed() {
			return
		}
		open, goroutines := behind(before, patience, ignored)
		if goroutines != nil {
			t.Errorf("goroutines run on behind the test: %v", goroutines)
		}
		if len(open) > 0 {
			t.Errorf("descriptors are open behind the test:\n\t%s", strings.Join(open, "\n\t"))
		}
	})
	t.Setenv(checked, t.Name())
}
