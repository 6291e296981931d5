package spool

import "io"

// Sizes of chunks. The first is small: most messages are, and a session that dribbles one octet shouldn't hold more.
const (
	smallChunk = 4 << 10
	largeChunk = 32 << 10
)

// chunks are memory that grows by what is written: one small chunk, then large ones.
type chunks struct {
	pool  *Pool
	first *[smallChunk]byte
	rest  []*[largeChunk]byte
	size  int64
}

// write takes all of b.
func (c *chunks) write(b []byte) {
	for len(b) > 0 {
		n := copy(c.room(), b)
		c.size += int64(n)
		b = b[n:]
	}
}

// room is what is free in the last chunk, or a new one.
func (c *chunks) room() []byte {
	if c.first == nil {
		c.first = c.pool.small.Get().(*[smallChunk]byte)
	}
	if c.size < smallChunk {
		return c.first[c.size:]
	}
	i, at := place(c.size)
	if i == len(c.rest) {
		c.rest = append(c.rest, c.pool.large.Get().(*[largeChunk]byte))
	}
	return c.rest[i][at:]
}

// place is the large chunk, and the place in it, of an offset behind the small one.
func place(off int64) (i, at int) {
	off -= smallChunk
	return int(off / largeChunk), int(off % largeChunk)
}

// piece is what one chunk has from off on; empty at the end.
func (c *chunks) piece(off int64) []byte {
	switch left := c.size - off; {
	case left <= 0:
		return nil
	case off < smallChunk:
		return c.first[off:min(smallChunk, c.size)]
	default:
		i, at := place(off)
		return c.rest[i][at:min(largeChunk, int64(at)+left)]
	}
}

func (c *chunks) readAt(b []byte, off int64) (n int) {
	for n < len(b) {
		piece := c.piece(off + int64(n))
		if len(piece) == 0 {
			break
		}
		n += copy(b[n:], piece)
	}
	return n
}

// writeTo writes all to w, a chunk at a time.
func (c *chunks) writeTo(w io.WriterAt) error {
	for off := int64(0); off < c.size; {
		piece := c.piece(off)
		if _, err := w.WriteAt(piece, off); err != nil {
			return err
		}
		off += int64(len(piece))
	}
	return nil
}

// free gives the memory back.
func (c *chunks) free() {
	if c.first != nil {
		c.pool.small.Put(c.first)
	}
	for _, chunk := range c.rest {
		c.pool.large.Put(chunk)
	}
	*c = chunks{pool: c.pool}
}
