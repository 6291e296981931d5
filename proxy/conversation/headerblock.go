package conversation

import (
	"bytes"

	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// HeaderBlock is a header as it comes in, for the record.
type HeaderBlock struct {
	end    message.End
	octets []byte
	done   bool // it is on record, or nobody wants it
}

// NewHeaderBlock begins a header of content that is stuffed or not. Unless it is wanted, it takes nothing.
func NewHeaderBlock(stuffed, wanted bool) HeaderBlock {
	return HeaderBlock{end: message.End{Stuffed: stuffed}, done: !wanted}
}

// Take reads on and tells whether the header is there now.
func (h *HeaderBlock) Take(piece []byte) bool {
	if h.done {
		return false
	}
	n, over := h.end.Find(piece)
	h.octets = append(h.octets, piece[:n]...)
	return over
}

// Done tells whether nobody waits for the header any more.
func (h *HeaderBlock) Done() bool { return h.done }

// Event is the header for the record, as it was read on a way. Nothing is taken from then on.
func (h *HeaderBlock) Event(way journal.Way) journal.Event {
	e := journal.Event{Kind: journal.Header, Way: way, Lines: h.fields()}
	if err := h.end.Err(); err != nil {
		e.Value = "cut off: " + err.Error()
	}
	h.done, h.octets = true, nil
	return e
}

// fields are those of the header, each with its folds.
func (h *HeaderBlock) fields() (fields []string) {
	block := h.octets
	if h.end.Stuffed {
		block = bytes.ReplaceAll(bytes.TrimPrefix(block, []byte(".")), []byte("\n."), []byte("\n"))
	}
	start, at := 0, 0
	for line := range bytes.Lines(block) {
		if at > start && line[0] != ' ' && line[0] != '\t' {
			fields = append(fields, string(bytes.TrimRight(block[start:at], "\r\n")))
			start = at
		}
		at += len(line)
	}
	if last := bytes.TrimRight(block[start:], "\r\n"); len(last) > 0 {
		fields = append(fields, string(last))
	}
	return fields
}
