package smtp

import (
	"bytes"

	"github.com/gatepost-mail/gatepost/filters/message"
)

// headerBlock is a header as it comes in.
type headerBlock struct {
	end    message.End
	octets []byte
	done   bool // it is on record, or nobody wants it
}

// take reads on and tells whether the header is there.
func (h *headerBlock) take(piece []byte) bool {
	if h.done {
		return false
	}
	n, over := h.end.Find(piece)
	h.octets = append(h.octets, piece[:n]...)
	return over
}

// fields are those of the header, each with its folds.
func (h *headerBlock) fields() (fields []string) {
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
