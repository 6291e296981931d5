package message

import (
	"errors"
	"io"
)

// span reads a part of content.
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

var errLost = errors.New("message: content is shorter than it was said to be")

// readError is the error of content that is too short, or can't be read. It is neither io.EOF nor io.ErrUnexpectedEOF, which
// readers like io.ReadFull give at an end: what was lost must not look like the end of a message.
func readError(err error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errLost
	}
	return err
}

// readBlock reads as far as the block goes, so what it takes grows with the block and not with the content.
func readBlock(content io.ReaderAt, size int64, end *End) (block []byte, err error) {
	over := false
	for at, step := int64(0), int64(4<<10); at < size && !over; step *= 2 {
		piece := make([]byte, min(step, size-at))
		n, err := content.ReadAt(piece, at)
		if n < len(piece) {
			return nil, readError(err)
		}
		n, over = end.Find(piece)
		if at == 0 {
			block = piece[:n]
		} else {
			block = append(block, piece[:n]...)
		}
		at += int64(n)
	}
	return block, nil
}
