package proxytest

import (
	"slices"
	"sync"
)

// trip is whence and whither a connection was made.
type trip struct{ from, to string }

// trips are the connections of a gateway, from when it has shown them to its clock until their servers have them. It is safe for use by many
// goroutines.
type trips struct {
	mu    sync.Mutex
	made  []trip // in order
	early []trip // that servers have, and that the gateway has yet to show
}

// departed is told of each connection that is shown.
func (s *trips) departed(t trip) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !drop(&s.early, t) {
		s.made = append(s.made, t)
	}
}

// arrived is told of each that a server has.
func (s *trips) arrived(t trip) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !drop(&s.made, t) {
		s.early = append(s.early, t)
	}
}

// drop removes the first that is t, and tells whether there was one.
func drop(all *[]trip, t trip) bool {
	i := slices.Index(*all, t)
	if i >= 0 {
		*all = slices.Delete(*all, i, i+1)
	}
	return i >= 0
}

// pending are those that no server has yet, in the order in which they were made.
func (s *trips) pending() []trip {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.made)
}
