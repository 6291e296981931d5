package leaktest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// leaky is a test that may leave something behind, within one that looks at how it fares.
type leaky struct {
	testing.TB
	failed []string
	late   []func()
}

func (l *leaky) Cleanup(f func()) { l.late = append(l.late, f) }
func (l *leaky) Errorf(format string, a ...any) {
	l.failed = append(l.failed, fmt.Sprintf(format, a...))
}
func (l *leaky) Failed() bool { return len(l.failed) > 0 }

// run is the test from its beginning to its end, and what is said of it.
func (l *leaky) run(t *testing.T, test func()) string {
	t.Helper()
	t.Run("leaky", func(t *testing.T) {
		l.TB = t
		test()
		for len(l.late) > 0 {
			last := len(l.late) - 1
			f := l.late[last]
			l.late = l.late[:last]
			f()
		}
	})
	return strings.Join(l.failed, "\n")
}

// wait waits for the end of a channel.
func wait(end <-chan struct{}) { <-end }

// What runs on or is open behind a test fails it, and is named: a goroutine by its stack, a descriptor by its target.
func TestCheckFails(t *testing.T) {
	var left sync.WaitGroup
	end := make(chan struct{})
	defer func() { close(end); left.Wait() }()
	path := filepath.Join(t.TempDir(), "left")
	said := new(leaky).run(t, func() {})
	if said != "" {
		t.Errorf("a test that does nothing: %s", said)
	}
	l := &leaky{}
	said = l.run(t, func() {
		leaktest.CheckBriefly(l)
		left.Go(func() { wait(end) })
	})
	if !strings.Contains(said, "leaktest_test.wait(") || strings.Contains(said, "descriptors") {
		t.Errorf("of a goroutine it is said: %q", said)
	}
	var file *os.File
	l = &leaky{}
	said = l.run(t, func() {
		leaktest.CheckBriefly(l)
		file, _ = os.Create(path)
	})
	file.Close()
	if !strings.Contains(said, path) || strings.Contains(said, "goroutines") {
		t.Errorf("of a descriptor it is said: %q", said)
	}
}

// What was there before, is closed by a Cleanup, is about to end or is named may be there.
func TestCheckPasses(t *testing.T) {
	var left sync.WaitGroup
	end := make(chan struct{})
	defer func() { close(end); left.Wait() }()
	left.Go(func() { <-end })
	before, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer before.Close()
	l := &leaky{}
	said := l.run(t, func() {
		leaktest.Check(l, "github.com/gatepost-mail/gatepost/proxy/leaktest_test.wait")
		leaktest.Check(l) // as whatever the test makes next
		file, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		l.Cleanup(func() { file.Close() })
		left.Go(func() { wait(end) })
		begin, done := make(chan struct{}), make(chan struct{})
		go func() { <-begin; <-done }()
		close(begin)
		l.Cleanup(func() { close(done) })
	})
	if said != "" {
		t.Error(said)
	}
	if n := len(l.late); n != 0 {
		t.Errorf("%d are left", n)
	}
}

// A part of a test that is checked is that one's matter: what it leaves to its parent is no leak.
func TestCheckPart(t *testing.T) {
	l := &leaky{}
	said := l.run(t, func() {
		leaktest.CheckBriefly(l)
		var file *os.File
		part := &leaky{}
		if said := part.run(l.TB.(*testing.T), func() { leaktest.CheckBriefly(part); file, _ = os.Open(os.DevNull) }); said != "" {
			t.Errorf("of the part it is said: %q", said)
		}
		file.Close()
	})
	if said != "" {
		t.Error(said)
	}
}

// What failed already isn't searched for more.
func TestCheckFailed(t *testing.T) {
	l := &leaky{}
	var file *os.File
	said := l.run(t, func() {
		leaktest.CheckBriefly(l)
		file, _ = os.Open(os.DevNull)
		l.Errorf("it fails")
	})
	file.Close()
	if said != "it fails" {
		t.Errorf("it is said: %q", said)
	}
}
