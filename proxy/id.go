package proxy

import (
	"crypto/rand"
	"encoding/binary"
	"sync"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// crockford leaves out I, L, O and U: an id is read over the telephone.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ids makes the ids of sessions: 26 characters that sort as text in the order of their making (the form of a ULID).
// They are unique among all gateways that ever write to one journal: 48 bits are milliseconds, 79 are random.
type ids struct {
	clock wire.Clock

	mu        sync.Mutex
	milli     uint64 // of the last id: a clock that is set back doesn't set ids back
	high, low uint64
}

func (g *ids) next() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if milli := uint64(max(g.clock.Now().UnixMilli(), 0)); milli > g.milli || g.high|g.low == 0 {
		g.milli = milli
		g.draw()
	} else {
		g.low++
	}
	return encode(g.high, g.low)
}

// draw leaves the top bit of low free, so that no count within one millisecond overflows.
func (g *ids) draw() {
	var random [10]byte
	rand.Read(random[:]) // never fails, says its documentation
	g.high = g.milli<<16 | uint64(binary.BigEndian.Uint16(random[:2]))
	g.low = binary.BigEndian.Uint64(random[2:]) >> 1
}

// encode writes 128 bits in fives, the highest first.
func encode(high, low uint64) string {
	var id [26]byte
	for i := len(id) - 1; i >= 0; i-- {
		id[i] = crockford[low&31]
		low = low>>5 | high<<59
		high >>= 5
	}
	return string(id[:])
}
