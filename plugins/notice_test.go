package plugins

import (
	"errors"
	"slices"
	"sync"
	"testing"
)

// notices are those that a plugin gives.
type notices struct {
	mu   sync.Mutex
	all  []Notice
	errs []error
}

func (n *notices) add(what Notice, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all, n.errs = append(n.all, what), append(n.errs, err)
}

func (n *notices) count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.all)
}

// want waits for them, in whatever order. What ends a call is a deadline in all of these tests.
func (n *notices) want(t *testing.T, want ...Notice) {
	t.Helper()
	until(t, func() bool { return n.count() >= len(want) })
	n.mu.Lock()
	defer n.mu.Unlock()
	if have := slices.Sorted(slices.Values(n.all)); !slices.Equal(have, slices.Sorted(slices.Values(want))) {
		t.Errorf("have the notices %v, want %v", have, want)
	}
	for i, what := range n.all {
		if (what == InstanceEnded || what == CallStuck) && !errors.Is(n.errs[i], ErrDeadline) {
			t.Errorf("notice %d comes with %v", what, n.errs[i])
		}
	}
}
