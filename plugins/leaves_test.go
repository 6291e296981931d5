package plugins

import (
	"runtime"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// leavesNothing holds a test to its goroutines: none is left when it ends.
func leavesNothing(t *testing.T) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		err := goleak.Find(before)
		for late := time.Now().Add(patience); err != nil && time.Now().Before(late); {
			err = goleak.Find(before) // what was ended takes its time on a busy machine
		}
		if err != nil {
			t.Error(err)
		}
	})
}

// collected waits until the instances of a plugin have ended because nobody holds its filters.
func collected(t *testing.T, p *Plugin) {
	t.Helper()
	for range 1000 {
		if p.Stats().Instances == 0 {
			return
		}
		runtime.GC()
		runtime.Gosched()
	}
	t.Errorf("%d instances are still there", p.Stats().Instances)
}

// until waits for what happens on another goroutine.
func until(t *testing.T, so func() bool) {
	t.Helper()
	patience := time.After(30 * time.Second)
	for !so() {
		select {
		case <-patience:
			t.Fatal("it doesn't come to that")
		default:
			runtime.Gosched()
		}
	}
}
