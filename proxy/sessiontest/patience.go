package sessiontest

import (
	"testing"
	"time"
)

const (
	// Patience is how long a test waits for what must come; it only matters to a test that fails.
	Patience = 20 * time.Second

	// Hour is longer than that: whoever waits for it fails.
	Hour = time.Hour
)

// Await wants something to happen: to be sent, or closed.
func Await(t testing.TB, c <-chan struct{}) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(Patience):
		t.Fatal("it doesn't happen")
	}
}
