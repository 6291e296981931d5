package pop3

import (
	"fmt"
	"sync"
	"time"
)

// How many octets of replies wait for the end of a group before the client hears them, and how many an idle session has room for.
const (
	maxDown   = 32 << 10
	smallDown = 4 << 10
)

// largeDown has room for a piece of content behind what waits.
const largeDown = maxDown + 64<<10

// downs are the buffers for more than the few replies that an idle session has room for.
var downs = sync.Pool{New: func() any { return new([largeDown]byte) }}

// later puts octets behind what is on its way down.
func (s *Session) later(p []byte) {
	if n := len(s.down) + len(p); n > smallDown && n > cap(s.down) && cap(s.down) < largeDown {
		s.down = append(downs.Get().(*[largeDown]byte)[:0], s.down...)
	}
	s.down = append(s.down, p...)
}

// flush writes what is on its way down. A client that doesn't read is given up after the time of a command.
func (s *Session) flush() error {
	if len(s.down) == 0 {
		return nil
	}
	down := s.down
	s.down = s.down[:0]
	return s.write(down)
}

// write writes down. What can't be put on record isn't said; the client is told so, but never within a reply that has begun.
func (s *Session) write(p []byte) error {
	unkept := s.recorded()
	switch {
	case unkept != nil && s.begun:
		return unkept
	case unkept != nil:
		p = noRecord.append(nil, s.codes())
	}
	s.begun = s.midway
	s.client.WriteBy(s.takenBy())
	if _, err := s.client.Write(p); err != nil {
		return fmt.Errorf("%w: %w", errClient, err)
	}
	return unkept
}

// takenBy is until when the client is to take what is written: a client that takes each piece of a message just in time has no longer than
// the session lasts. What ends a reply is told all the same.
func (s *Session) takenBy() time.Time {
	by := s.now().Add(s.front.Timeouts.command())
	if s.midway {
		return earlier(by, s.ends())
	}
	return by
}

// restDown gives the large buffer back, in which nothing is on its way any more.
func (s *Session) restDown() {
	if cap(s.down) == largeDown {
		downs.Put((*[largeDown]byte)(s.down[:largeDown]))
	}
	if cap(s.down) > smallDown {
		s.down = nil
	}
}
