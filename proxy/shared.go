package proxy

import "sync"

// shared are things that generations have in common, one for each key. Who takes one leaves it again, and the last to leave
// closes it.
type shared[K comparable, T any] struct {
	close func(T)

	mu  sync.Mutex
	all map[K]*share[T]
}

type share[T any] struct {
	thing T
	users int
}

// take makes the thing if nobody has it. An error leaves nothing behind.
func (s *shared[K, T]) take(k K, create func() (T, error)) (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one := s.all[k]; one != nil {
		one.users++
		return one.thing, nil
	}
	thing, err := create()
	if err != nil {
		return thing, err
	}
	if s.all == nil {
		s.all = map[K]*share[T]{}
	}
	s.all[k] = &share[T]{thing, 1}
	return thing, nil
}

// leave is called once for each take. Who asks for the key meanwhile waits until the thing is closed: there are never two.
func (s *shared[K, T]) leave(k K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.all[k]
	if one.users--; one.users == 0 {
		delete(s.all, k)
		s.close(one.thing)
	}
}
