package mailserver

import (
	"fmt"
	"testing"
)

func TestMailboxIsBounded(t *testing.T) {
	var b Mailbox
	for i := range 3 * maxMessages {
		b.put(Message{From: fmt.Sprint(i)})
	}
	if got := b.Messages(); len(got) != maxMessages || got[0].From != fmt.Sprint(2*maxMessages) {
		t.Errorf("%d small messages are kept, the first is number %s", len(got), got[0].From)
	}
	large := make([]byte, maxTotal/8)
	for range 20 {
		b.put(Message{Data: large})
	}
	if got := b.Messages(); len(got) != 8 || b.octets != maxTotal {
		t.Errorf("%d large messages of %d octets are kept", len(got), b.octets)
	}
	b.put(Message{Data: large[:1]})
	if got := b.Messages(); len(got) != 8 || b.octets != maxTotal-len(large)+1 {
		t.Errorf("after one more of 1 octet %d messages of %d octets are kept", len(got), b.octets)
	}
}

// Room that was taken by what is removed is free again.
func TestRemove(t *testing.T) {
	var b Mailbox
	for i := range 3 {
		b.put(Message{Data: make([]byte, 1<<i)})
	}
	all := b.Messages()
	b.remove(map[string]bool{all[0].ID: true, all[2].ID: true, "unknown": true})
	if got := b.Messages(); len(got) != 1 || got[0].ID != all[1].ID || b.octets != 2 {
		t.Errorf("%d messages of %d octets are left", len(got), b.octets)
	}
}
