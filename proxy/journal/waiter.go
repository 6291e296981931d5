package journal

import "slices"

// waiter waits until the line n, and all before it, are kept.
type waiter struct {
	n     int64
	over  chan error // takes one without a reader
	among *waiters
}

// waiters are in the order of n.
type waiters []*waiter

func (ws *waiters) add(n int64) *waiter {
	w := &waiter{n, make(chan error, 1), ws}
	*ws = append(*ws, w)
	return w
}

// release ends the wait for line n and all before it.
func (ws *waiters) release(n int64, err error) {
	some := 0
	for some < len(*ws) && (*ws)[some].n <= n {
		(*ws)[some].over <- err
		some++
	}
	*ws = slices.Delete(*ws, 0, some)
}

// remove takes out one who waits no more; false if it was released.
func (ws *waiters) remove(w *waiter) bool {
	i := slices.Index(*ws, w)
	if i >= 0 {
		*ws = slices.Delete(*ws, i, i+1)
	}
	return i >= 0
}

// due tells whether somebody waits for line n or one before it.
func (ws waiters) due(n int64) bool { return len(ws) > 0 && ws[0].n <= n }
