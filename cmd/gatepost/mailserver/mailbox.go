package mailserver

import (
	"crypto/rand"
	"slices"
	"sync"
)

// Bounds of what is taken and of what is kept.
const (
	MaxMessage  = 50 << 20 // octets of one message; fits in maxTotal
	maxMessages = 100
	maxTotal    = 64 << 20 // octets of all messages
)

// Message is one message with its envelope.
type Message struct {
	ID   string // its unique-id (RFC 1939, section 7, UIDL), of letters and digits; no other message ever has it
	From string
	To   []string
	User string // who had logged in; "" if nobody
	Data []byte // all of it, without the dots of its transfer; nobody writes to it
}

// Mailbox keeps the last 100 messages, or as many whole ones as fit in 64 MiB. The zero Mailbox is empty and ready.
type Mailbox struct {
	mu       sync.Mutex
	messages []Message
	octets   int
	taken    int
	locked   bool // a maildrop is open
}

// Messages are those kept, the oldest first.
func (b *Mailbox) Messages() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.messages)
}

// put keeps m under an ID of its own, forgets the oldest that don't fit any more, and returns how many were put in so far.
func (b *Mailbox) put(m Message) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	m.ID = rand.Text()
	b.messages = append(b.messages, m)
	b.octets += len(m.Data)
	for len(b.messages) > maxMessages || b.octets > maxTotal {
		b.octets -= len(b.messages[0].Data)
		b.messages = slices.Delete(b.messages, 0, 1)
	}
	b.taken++
	return b.taken
}

// remove deletes the messages with these IDs, as far as they are still there.
func (b *Mailbox) remove(ids map[string]bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.messages = slices.DeleteFunc(b.messages, func(m Message) bool {
		if ids[m.ID] {
			b.octets -= len(m.Data)
		}
		return ids[m.ID]
	})
}
