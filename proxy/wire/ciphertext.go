package wire

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// ciphertext is the socket as TLS sees it. Once hands are shaken reading never waits: whether the peer has said anything can be asked for
// only by decrypting it, since not all that TLS sends is speech. Nor does writing, because package tls goes on after no error of a write, be it
// a deadline.
type ciphertext struct {
	net.Conn
	of    *Conn
	waits bool // as long as hands are shaken

	head  [recordHeader]byte // of the record that is read (RFC 8446, section 5.1)
	nhead int                // octets of it
	rest  int                // octets that are to come behind it

	unsent []byte // what the peer couldn't take yet
}

const (
	recordHeader = 5   // octets, in the last two of which is how many follow
	shortRecords = 512 // octets in which there are records that are commands and replies
)

// errNotYet is that nothing is there to be read. TLS goes on after it: it counts as temporary.
var errNotYet = notYet{}

type notYet struct{}

func (notYet) Error() string   { return "nothing is there yet" }
func (notYet) Timeout() bool   { return true }
func (notYet) Temporary() bool { return true }

// Read reads a long record to its end and no further: package tls keeps for ever as much room as it has once needed, and would need twice as much
// for the beginning of another.
func (s *ciphertext) Read(p []byte) (int, error) {
	wanted := s.rest
	if wanted == 0 {
		wanted = shortRecords
	}
	n, err := s.readSome(p[:min(len(p), wanted)])
	s.passed(p[:n])
	return n, err
}

// passed follows the records.
func (s *ciphertext) passed(p []byte) {
	for len(p) > 0 {
		if s.rest == 0 {
			n := copy(s.head[s.nhead:], p)
			s.nhead, p = s.nhead+n, p[n:]
		}
		if s.nhead == recordHeader {
			s.nhead, s.rest = 0, int(s.head[3])<<8|int(s.head[4])
		}
		n := min(s.rest, len(p))
		s.rest, p = s.rest-n, p[n:]
	}
}

func (s *ciphertext) readSome(p []byte) (n int, err error) {
	if s.waits {
		return s.Conn.Read(p)
	}
	if gone := s.of.raw.Control(func(fd uintptr) { n, err = readNow(int(fd), p) }); gone != nil {
		return 0, gone
	}
	return n, err
}

// readNow reads what is there.
func readNow(fd int, p []byte) (int, error) {
	for {
		n, err := syscall.Read(fd, p)
		switch {
		case err == syscall.EINTR:
			continue
		case err == syscall.EAGAIN:
			return 0, errNotYet
		case err != nil:
			return 0, os.NewSyscallError("read", err)
		case n == 0:
			return 0, io.EOF
		}
		return n, nil
	}
}

// SetWriteDeadline does nothing: TLS would set one by the machine's clock for its last word, and the Conn has its own.
func (s *ciphertext) SetWriteDeadline(time.Time) error { return nil }

// maxUnsent is more than a record, and what TLS answers by itself to a peer that doesn't read.
const maxUnsent = 64 << 10

var errUnread = errors.New("the peer doesn't read what TLS has to say")

// Write keeps what the peer can't take at once.
func (s *ciphertext) Write(p []byte) (n int, err error) {
	if s.waits {
		return s.of.writeClear(p)
	}
	if len(s.unsent) == 0 {
		n, err = s.of.writeNow(p)
	}
	switch {
	case err != nil:
		return n, err
	case len(s.unsent)+len(p)-n > maxUnsent:
		return n, errUnread
	case n < len(p):
		s.unsent = append(s.unsent, p[n:]...)
	}
	return len(p), nil
}

// flush writes what is unsent, until the deadline.
func (s *ciphertext) flush() error {
	if len(s.unsent) == 0 {
		return nil
	}
	n, err := s.of.writeClear(s.unsent)
	s.unsent = append(s.unsent[:0], s.unsent[n:]...)
	return err
}
