package wire

import (
	"crypto/tls"
	"errors"
	"net"
)

// ErrPlaintext is that a peer has sent on in clear what it may say only under TLS, or somebody between has (CVE-2011-0411, CVE-2021-38371).
var ErrPlaintext = errors.New("bytes in clear where TLS was to begin")

// Secure shakes hands for TLS; side is [tls.Server] or [tls.Client]. It takes until [Conn.ReadBy] and [Conn.WriteBy] at most. Nothing that was
// read before is read again: whatever is left of it is [ErrPlaintext]. After an error nothing can be said any more.
func (c *Conn) Secure(side func(net.Conn, *tls.Config) *tls.Conn, cfg *tls.Config) error {
	if len(c.unread()) > 0 || c.skip.on {
		return ErrPlaintext
	}
	c.cipher = &ciphertext{Conn: c.c, of: c, waits: true}
	c.tls = side(c.cipher, cfg)
	err := c.tls.Handshake()
	c.cipher.waits = false
	return err
}

// TLS is how the connection is protected; nil: it is in clear.
func (c *Conn) TLS() *tls.ConnectionState {
	if c.tls == nil {
		return nil
	}
	state := c.tls.ConnectionState()
	return &state
}

// decrypt is fill under TLS. As there, no buffer is held while the peer is silent, and a deadline that has passed counts whatever is there.
func (c *Conn) decrypt() error {
	for {
		if err := c.raw.Read(due); err != nil {
			return err
		}
		n, err := c.decryptNow()
		switch {
		case n > 0:
			return nil
		case err != errNotYet:
			return err
		}
		if err := c.raw.Read(readable); err != nil {
			return err
		}
	}
}

// decryptNow adds to the buffer what is there without waiting.
func (c *Conn) decryptNow() (int, error) {
	c.take()
	n, err := c.tls.Read(c.buf[c.w:])
	c.w, c.n = c.w+n, n
	if n == 0 {
		c.giveBack()
	}
	return n, err
}

// maxRecord is how much is encrypted at once (RFC 8446, section 5.1).
const maxRecord = 16 << 10

// encrypt is Write under TLS. An octet counts as written when all of its record is: a record that is begun has to be finished, whatever the
// deadline says, or the connection is of no use any more.
func (c *Conn) encrypt(p []byte) (n int, err error) {
	for {
		if err := c.cipher.flush(); err != nil {
			return n, err
		}
		n, c.owed = min(n+c.owed, len(p)), 0
		if n == len(p) {
			c.cipher.unsent = nil
			return n, nil
		}
		record := p[n:min(n+maxRecord, len(p))]
		if _, err := c.tls.Write(record); err != nil {
			return n, err
		}
		c.owed = len(record)
	}
}

// due doesn't look at the socket: who calls it learns of the deadline.
func due(uintptr) bool { return true }

func readable(fd uintptr) bool { return peek(int(fd)) != Silent }
