package wire

// take gets a buffer if there is none.
func (c *Conn) take() {
	if c.buf != nil {
		return
	}
	if c.wide {
		c.buf = contentBuffers.Get().(*[contentBuffer]byte)[:]
	} else {
		c.buf = lineBuffers.Get().(*[lineBuffer]byte)[:]
	}
	c.r, c.w = 0, copy(c.buf, c.kept[:c.nkept])
	c.nkept = 0
}

// giveBack gives the buffer away unless it holds more than the few bytes that can be kept without it.
func (c *Conn) giveBack() {
	if c.buf == nil || c.w-c.r > len(c.kept) {
		return
	}
	c.nkept = copy(c.kept[:], c.buf[c.r:c.w])
	if len(c.buf) == contentBuffer {
		contentBuffers.Put((*[contentBuffer]byte)(c.buf))
	} else {
		lineBuffers.Put((*[lineBuffer]byte)(c.buf))
	}
	c.buf, c.r, c.w = nil, 0, 0
	if c.reader != nil && c.reader.scan.ended {
		c.reader = nil // its last piece would keep the buffer in use
	}
}

// compact moves what is unread to the front, and to the large buffer where content is expected.
func (c *Conn) compact() {
	if c.buf == nil {
		return
	}
	if c.wide && len(c.buf) != contentBuffer {
		large := contentBuffers.Get().(*[contentBuffer]byte)[:]
		n := copy(large, c.buf[c.r:c.w])
		lineBuffers.Put((*[lineBuffer]byte)(c.buf))
		c.buf, c.r, c.w = large, 0, n
		return
	}
	if c.r > 0 {
		c.w = copy(c.buf, c.buf[c.r:c.w])
		c.r = 0
	}
}

// unread are the bytes that were read from the socket and not yet used.
func (c *Conn) unread() []byte {
	if c.buf == nil && c.nkept > 0 {
		c.take()
	}
	return c.buf[c.r:c.w]
}

// used drops n unread bytes.
func (c *Conn) used(n int) {
	c.r += n
	if c.r == c.w {
		c.giveBack()
	}
}

// Expect says whether content may come right behind the next line: then both are read into the large buffer.
func (c *Conn) Expect(content bool) { c.wide = content }

// Release gives the buffer back if no more than a few bytes in it are unread; a line or piece that was handed out is valid no longer. Who
// reads on needs no Release: it is for a peer that has said all and isn't read from for a while.
func (c *Conn) Release() { c.giveBack() }

func (c *Conn) drop() {
	c.r, c.nkept = c.w, 0
	c.giveBack()
	c.nkept = 0
}
