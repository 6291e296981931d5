package pop3

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"sync"

	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// deliver lets the client have what is held, as it is now.
func (s *Session) deliver(h *held) error {
	if message.Replaced(h.message) {
		return s.noticed(h, message.WireHeader(h.message))
	}
	content, _ := message.Wire(h.message)
	return s.sendHeld(h, content, h.longer())
}

// longer is by how many octets the message is longer than the one that came, where that is told.
func (h *held) longer() int64 {
	if announced(h.a.told.line) == 0 || !message.Edited(h.message) {
		return 0
	}
	return message.Clone(h.message).Size() - h.original()
}

// sendHeld sends the client a message that is at hand, more octets long than the one that the status line speaks of.
func (s *Session) sendHeld(h *held, content io.Reader, more int64) error {
	h.x.delay += h.decided.Delay
	h.a.told.line = resized(h.a.told.line, more)
	if message.Edited(h.message) {
		h.evidence.differs()
	}
	s.testifyRead(&h.fetched)
	end, err := s.tellFetched(&h.fetched)
	if err != nil {
		return err
	}
	if err := s.copyDown(&h.fetched, content); err != nil {
		return err
	}
	s.testifySent(&h.fetched)
	s.midway = false
	if err := s.through([]byte(".\r\n"), true); err != nil {
		return err
	}
	h.sent += int64(len(".\r\n"))
	s.arrived(&h.fetched)
	return s.ended(h.x, end)
}

// original is how many octets came, without stuffing.
func (h *held) original() int64 {
	n := h.content.Size()
	return n - h.r.Dots() - h.r.Added()
}

// goOn lets the content stream: the header as it is now, then what else is held, then the rest as it comes.
func (s *Session) goOn(h *held) error {
	head := message.WireHeader(h.message)
	if message.Replaced(h.message) {
		return s.noticed(h, head)
	}
	from := message.BodyOffset(h.message)
	h.x.delay += h.decided.Delay
	h.a.told.line = resized(h.a.told.line, int64(len(head))-from)
	if message.Edited(h.message) {
		h.evidence.differs()
	}
	end, err := s.tellFetched(&h.fetched)
	if err != nil {
		return err
	}
	held := io.NewSectionReader(h.content, from, h.content.Size()-from)
	if err := s.copyDown(&h.fetched, io.MultiReader(bytes.NewReader(head), held)); err != nil {
		return err
	}
	copied := s.watched(&h.fetched)
	if copied != nil {
		copied.Content = h.content
	}
	if err := s.passRest(&h.fetched, copied); err != nil {
		return err
	}
	return cmp.Or(s.show(copied), s.ended(h.x, end))
}

// swallow reads to the end of the content, of which no more is wanted: up to twice the largest message, or twice what the upstream has
// announced. A message that is that large has an end, and others stand behind it.
func (s *Session) swallow(h *held) error {
	if h.ended {
		return nil
	}
	h.ended, h.evidence = true, nil // of what isn't read nobody can tell the digest
	if err := h.r.Swallow(max(2*s.front.maxSize()+h.r.Size, 2*announced(h.a.told.line))); err != nil {
		s.lose(err)
		if errors.Is(err, wire.ErrEndless) {
			s.violation(journal.S, "a message without end")
		}
		return err
	}
	return nil
}

// copies are the buffers through which held content goes down.
var copies = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// copyDown sends content down. What can't be read ends the session: the client has a part of it.
func (s *Session) copyDown(f *fetched, content io.Reader) error {
	buf := copies.Get().(*[64 << 10]byte)
	defer copies.Put(buf)
	for {
		n, err := io.ReadFull(content, buf[:])
		f.evidence.pass(buf[:n])
		if e := s.through(buf[:n], err != nil); e != nil { // the last piece leaves with the dot line
			return e
		}
		f.sent += int64(n)
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF: // of ReadFull itself: content that was lost has another error
			return nil
		default:
			s.spoolFault(err)
			return errTorn
		}
	}
}
