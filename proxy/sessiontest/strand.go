package sessiontest

import (
	"cmp"
	"io"
	"math/rand/v2"
)

// strand is one direction of a connection.
type strand struct {
	from, to *plug
	cut      Cut // zero but for the pieces, if it is of the other direction
	passed   int
	pieces   *rand.Rand // nil: whole
}

func newStrand(from, to *plug, cut Cut, down bool) *strand {
	s := &strand{from: from, to: to}
	if cut.Down == down {
		s.cut = cut
	}
	if cut.Pieces != 0 {
		s.pieces = rand.New(rand.NewPCG(cut.Pieces, 0))
	}
	return s
}

// carry carries octets until there are no more, or the cut.
func (s *strand) carry() {
	var b [16 << 10]byte
	for s.whole() {
		n, err := s.from.Read(b[:])
		s.pass(b[:n])
		if err != nil {
			s.end(err)
			return
		}
	}
	s.strike()
}

// whole tells whether the cut is still to come.
func (s *strand) whole() bool { return s.cut.Way == Uncut || s.passed < s.cut.Behind }

// pass writes octets up to the cut. A side that doesn't want them has closed, and its end comes the other way; a reset may be told only here.
func (s *strand) pass(octets []byte) {
	for len(octets) > 0 && s.whole() {
		size := len(octets)
		if s.pieces != nil {
			size = min(size, 1+s.pieces.IntN(3))
		}
		if s.cut.Way != Uncut {
			size = min(size, s.cut.Behind-s.passed)
		}
		s.to.write(octets[:size], s.from)
		s.passed += size
		octets = octets[size:]
		if s.cut.Way == Pauses && !s.whole() {
			s.pause()
		}
	}
}

// pause waits until the gate rests and time has passed; then nothing is cut.
func (s *strand) pause() {
	over := make(chan struct{})
	s.cut.paused <- over
	<-over
	s.cut = Cut{}
}

// end lets an end arrive as what it was.
func (s *strand) end(err error) {
	s.from.Lock()
	defer s.from.Unlock()
	if err == io.EOF {
		s.to.CloseWrite() // does nothing behind a reset
		return
	}
	s.to.abort()
}

// strike cuts the cable.
func (s *strand) strike() {
	switch s.cut.Way {
	case Ends:
		s.from.Close()
		s.to.Close()
	case IsReset:
		s.from.abort()
		s.to.abort()
	case HalfEnds:
		s.to.CloseWrite()
	}
	if s.cut.struck != nil {
		s.cut.struck()
	}
	_, err := io.Copy(io.Discard, s.from) // what is said isn't heard
	s.end(cmp.Or(err, io.EOF))
}
