package mailserver

import (
	"slices"
	"sync"
)

// Bounds of what is taken and of what is kept.
const (
	MaxMessage  = 50 << 20 // octets of one message that is taken
	maxKept     = 1 << 20  // octets of one message that are kept
	maxMessages = 100
	maxTotal    = 16 << 20 // octets of all that is kept
)

// Message is one message with its envelope.
type Message struct {
	From string
	To   []string
	User string // who had logged in; "" if nobody
	Data []byte // at most its first MiB
	Size int64  // octets of all of it
}

// Mailbox keeps the last 100 messages, or as many as fit in 16 MiB. The zero Mailbox is empty and ready.
type Mailbox struct {
	mu       sync.Mutex
	messages []Message
	octets   int
	taken    int
}

// Messages are those kept, the oldest first.
func (b *Mailbox) Messages() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.messages)
}

// put keeps m, forgets the oldest that don't fit any more, and returns how many were put in so far.
func (b *Mailbox) put(m Message) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.messages = append(b.messages, m)
	b.octets += len(m.Data)
	for len(b.messages) > maxMessages || b.octets > maxTotal {
		b.octets -= len(b.messages[0].Data)
		b.messages = slices.Delete(b.messages, 0, 1)
	}
	b.taken++
	return b.taken
}
