package leaktest_test

import (
	"os"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// leaks are tests that leave something behind.
type leaks func()

func (l leaks) Run() int { l(); return 0 }

// Tests that leave something behind fail, whatever they say themselves.
func TestRun(t *testing.T) {
	run := func(l leaks, want int) {
		t.Helper()
		if code := (leaktest.Tests{M: l, Patience: time.Millisecond}).Run(); code != want {
			t.Errorf("the code is %d, want %d", code, want)
		}
	}
	run(func() {}, 0)
	var file *os.File
	run(func() { file, _ = os.Open(os.DevNull) }, 1)
	file.Close()
	var left sync.WaitGroup
	end := make(chan struct{})
	run(func() { left.Go(func() { <-end }) }, 1)
	close(end)
	left.Wait()
	run(func() {}, 0)
}
