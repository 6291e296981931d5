package message

import (
	"errors"
	"io"
)

// span reads a part of content. If content is shorter than it was said to be, that is an error: what was lost must not look
// like the end of a message.
type span struct {
	content io.ReaderAt
	at, end int64
}

func (s *span) Read(p []byte) (int, error) {
	if s.left() <= 0 {
		return 0, io.EOF
	}
	n, err := s.content.ReadAt(p[:min(int64(len(p)), s.left())], s.at)
	s.at += int64(n)
	if n > 0 || len(p) == 0 {
		return n, nil
	}
	return 0, readError(err)
}

func (s *span) left() int64 { return s.end - s.at }

// readError is the error of content that is shorter than it was said to be, or can't be read.
func readError(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// readBlock reads as far as the block goes, so what it takes grows with the block and not with the content.
func readBlock(content io.ReaderAt, size int64, end *End) (block []byte, complete bool, err error) {
	for at, step := int64(0), int64(4<<10); at < size && !complete; step *= 2 {
		piece := make([]byte, min(step, size-at))
		n, err := content.ReadAt(piece, at)
		if n < len(piece) {
			return nil, false, readError(err)
		}
		n, complete = end.Find(piece)
		if at == 0 {
			block = piece[:n]
		} else {
			block = append(block, piece[:n]...)
		}
		at += int64(n)
	}
	return block, complete, nil
}
