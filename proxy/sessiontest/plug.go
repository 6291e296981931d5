package sessiontest

import (
	"errors"
	"net"
	"sync"
	"syscall"
)

// plug is an end of a cable. The kernel tells a reset once, to whoever asks first: a write, and then a read hears of a plain end. Who holds the lock
// has told what came of its write.
type plug struct {
	*net.TCPConn
	sync.Mutex
}

// write writes to an end. If that tells of a reset, it is passed on to the other one.
func (p *plug) write(octets []byte, other *plug) {
	p.Lock()
	defer p.Unlock()
	if _, err := p.Write(octets); errors.Is(err, syscall.ECONNRESET) {
		other.abort()
	}
}

// abort resets the connection.
func (p *plug) abort() {
	p.SetLinger(0)
	p.Close()
}
