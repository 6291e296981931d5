package mailserver

import (
	"bytes"
	"slices"
	"strconv"
)

// maildrop is the mail as one POP3 session has it: what was there at its login, with marks (RFC 1939, sections 4 and 5). Mail that
// the mailbox forgets meanwhile stays in it.
type maildrop struct {
	mailbox  *Mailbox
	messages []Message
	marked   map[string]bool // by ID: to be deleted
}

// lock opens the maildrop for one session, until it is closed; nil: another session has it.
func (b *Mailbox) lock() *maildrop {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.locked {
		return nil
	}
	b.locked = true
	return &maildrop{mailbox: b, messages: slices.Clone(b.messages), marked: map[string]bool{}}
}

// number is which message a client means by arg, from 1.
func (d *maildrop) number(arg string) (int, error) {
	n, err := strconv.ParseUint(arg, 10, 31)
	switch {
	case err != nil:
		return 0, badNumber
	case n < 1 || int(n) > len(d.messages):
		return 0, noMessage
	case d.marked[d.messages[n-1].ID]:
		return 0, markedMessage
	}
	return int(n), nil
}

// left are the numbers of the messages that aren't marked.
func (d *maildrop) left() []int {
	var numbers []int
	for i, m := range d.messages {
		if !d.marked[m.ID] {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// octets is the size of message n as it is sent, without the dots of its transfer.
func (d *maildrop) octets(n int) int {
	data := d.messages[n-1].Data
	if len(data) > 0 && !bytes.HasSuffix(data, crlf) {
		return len(data) + len(crlf)
	}
	return len(data)
}

// close lets the next session in. What is marked stays, unless it was removed before.
func (d *maildrop) close() {
	d.mailbox.mu.Lock()
	defer d.mailbox.mu.Unlock()
	d.mailbox.locked = false
}
