package spool

import (
	"errors"
	"io"
	"os"
)

// spill is content in a file. What is written gathers in one chunk, so that the disk sees large pieces.
type spill struct {
	pool    *Pool
	file    *os.File
	written int64 // octets that are in the file
	tail    *[largeChunk]byte
	tailLen int
}

func (s *spill) write(b []byte) error {
	for len(b) > 0 {
		if s.tailLen == 0 && len(b) >= largeChunk {
			return s.append(b)
		}
		if s.tail == nil {
			s.tail = s.pool.large.Get().(*[largeChunk]byte)
		}
		n := copy(s.tail[s.tailLen:], b)
		s.tailLen += n
		b = b[n:]
		if s.tailLen < largeChunk {
			continue
		}
		if err := s.append(s.tail[:]); err != nil {
			return err
		}
		s.tailLen = 0
	}
	return nil
}

// append writes at the end of the file.
func (s *spill) append(b []byte) error {
	n, err := s.file.WriteAt(b, s.written)
	s.written += int64(n)
	return err
}

// readAt reads what the file has, then what it doesn't have yet.
func (s *spill) readAt(b []byte, off int64) (n int, err error) {
	if off < s.written {
		part := b[:min(int64(len(b)), s.written-off)]
		if n, err = s.file.ReadAt(part, off); n < len(part) {
			return n, lost(err)
		}
		off = s.written
	}
	if at := off - s.written; n < len(b) && at < int64(s.tailLen) {
		n += copy(b[n:], s.tail[at:s.tailLen])
	}
	return n, nil
}

var errLost = errors.New("the file has lost octets")

// lost is the error of a file that has not what was written. It is neither io.EOF nor io.ErrUnexpectedEOF, which readers like
// io.ReadFull give at an end: this isn't the end of the message.
func lost(err error) error {
	if errors.Is(err, io.EOF) {
		return errLost
	}
	return err
}

func (s *spill) close() error {
	if s.tail != nil {
		s.pool.large.Put(s.tail)
		s.tail = nil
	}
	return s.file.Close()
}
