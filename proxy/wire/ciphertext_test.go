package wire

import (
	"bytes"
	"io"
	"net"
	"slices"
	"testing"
)

// record is one of TLS, of n octets.
func record(n int) []byte { return append([]byte{23, 3, 3, byte(n >> 8), byte(n)}, make([]byte, n)...) }

// said is a connection on which all was said already, and at most so many octets come at once.
type said struct {
	net.Conn
	bytes.Reader
	most int
}

func (s *said) Read(p []byte) (int, error) { return s.Reader.Read(p[:min(len(p), s.most)]) }

// Whatever comes in which pieces, a long record is read to its end and no further.
func TestCiphertextKeepsToRecords(t *testing.T) {
	var all []byte
	var ends []int
	for _, n := range []int{40, 0, 40, 16401, 600, 16401, 1} {
		all = append(all, record(n)...)
		ends = append(ends, len(all))
	}
	for _, most := range []int{1, 2, 3, 4, 5, 6, 7, 511, 512, 513, 1 << 20} {
		s := &said{most: most}
		s.Reset(all)
		c := &ciphertext{Conn: s, waits: true}
		var heard []byte
		for p := make([]byte, 1<<20); ; {
			n, err := c.Read(p)
			if err == io.EOF {
				break
			}
			within := func(end int) bool { return len(heard) < end && end < len(heard)+n }
			if n > shortRecords && slices.ContainsFunc(ends, within) {
				t.Errorf("at most %d: %d octets were read at once, beyond the end of a record", most, n)
			}
			heard = append(heard, p[:n]...)
		}
		if !bytes.Equal(heard, all) || c.rest > 0 || c.nhead > 0 {
			t.Errorf("at most %d: %d octets of %d were read, and %d more are wanted", most, len(heard), len(all), c.rest)
		}
	}
}
