package smtp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var noAlarm time.Time

// uploads are the buffers through which held content goes up.
var uploads = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// deliver sends held content up and lets the client hear the upstream's answer. An upstream that was lost meanwhile is replaced, once.
func (s *Session) deliver(h *held) error {
	if !s.quiet() && !s.replay() {
		return s.answerContent(s.inItsPlace())
	}
	if fault := s.downgrade(h); fault.code != 0 {
		return s.refuseContent(fault, byProxy)
	}
	if !h.stuffed { // only now it is known which server takes the octets, and how
		if s.chunksUp() {
			return s.deliverChunk(h)
		}
		if err := s.checkLines(h); err != nil {
			return s.refuseContent(linesFault(err), byProxy)
		}
	}
	if err := s.testifyHeld(h, h.body(s.front.Normalise), true); err != nil {
		return s.refuseContent(s.spoolFault(err), byProxy)
	}
	a, err := s.openData()
	if err == nil && s.up == nil && a.by == byProxy && s.replay() {
		a, err = s.openData()
	}
	if err != nil {
		return err
	}
	if a.code != 354 {
		return s.dataRefused(a)
	}
	if early := s.upload(h.body(s.front.Normalise), true); early != nil {
		return s.endEarly(nil, true, *early)
	}
	return s.endStream(nil)
}

// chunksUp tells whether the upstream takes BDAT.
func (s *Session) chunksUp() bool { return s.up != nil && s.up.offers[extChunking].on }

// openData says DATA in the gate's own name; the answer is the upstream's.
func (s *Session) openData() (answer, error) {
	s.dataReply = s.inItsPlace()
	if err := s.inward(&ownData, "DATA\r\n"); err != nil {
		return answer{}, err
	}
	if err := s.settle(); err != nil {
		return answer{}, err
	}
	return s.dataReply, nil
}

func (s *Session) heardOwnData(_ *exchange, a *answer) error {
	s.dataReply = answer{code: a.code, text: bytes.Clone(a.text), by: a.by, own: a.own}
	s.tx.sending = a.code == 354
	return nil
}

// dataRefused makes the upstream's refusal of DATA the reply to the client's dot. A 503 would blame the client for what happened
// between us and the upstream.
func (s *Session) dataRefused(a answer) error {
	if a.code == 503 {
		return s.refuseContent(upstreamState, byProxy)
	}
	if err := s.answerContent(a); err != nil {
		return err
	}
	return s.resetUpstream()
}

// upload writes content up; with the dot its last piece ends in the dot line, and goes only if the upstream is still silent.
func (s *Session) upload(content io.Reader, dot bool) (early *answer) {
	buf := uploads.Get().(*[64 << 10]byte)
	defer uploads.Put(buf)
	for {
		n, err := io.ReadFull(content, buf[:len(buf)-len(".\r\n")])
		last := err == io.EOF || err == io.ErrUnexpectedEOF // of ReadFull itself: content that was lost has another error
		if err != nil && !last {
			s.spoolFault(err)
			s.lose(err)
			return diskTrouble.answer()
		}
		if last && dot {
			n += copy(buf[n:], ".\r\n")
		}
		if last && dot && !s.kept() {
			s.reset(errUnrecorded)
			return unrecorded.answer()
		}
		if last && dot && !s.commit() {
			s.lose(errStopped)
			return s.lostAnswer()
		}
		if early := s.pass(buf[:n]); early != nil || last {
			return early
		}
	}
}

// checkLines reads octets that came in chunks as they would go up to DATA, which takes canonical lines only.
func (s *Session) checkLines(h *held) error {
	octets, _ := message.Wire(h.message)
	stuffer := wire.NewStuffer(octets, s.front.Normalise)
	_, err := io.Copy(io.Discard, stuffer)
	if err == nil && stuffer.Completed() {
		s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.last_line", Value: "a CRLF was added at the end of chunks that became DATA"})
	}
	return err
}

func linesFault(err error) own {
	switch {
	case errors.Is(err, wire.ErrBareNewline):
		return bareContent
	case errors.Is(err, wire.ErrNUL):
		return nulContent
	}
	return diskTrouble
}

// deliverChunk sends all of the held octets up as one chunk.
func (s *Session) deliverChunk(h *held) error {
	octets, size := message.Wire(h.message)
	if err := s.testifyHeld(h, octets, false); err != nil {
		return s.refuseContent(s.spoolFault(err), byProxy)
	}
	if !s.kept() {
		return s.refuseContent(unrecorded, byProxy)
	}
	if !s.commit() {
		return errStopped
	}
	octets, _ = message.Wire(h.message)
	line := fmt.Sprintf("BDAT %d LAST\r\n", size)
	s.recordLine(journal.PS, filters.Command{Verb: "BDAT", Arg: line[len("BDAT ") : len(line)-2]})
	s.tx.sending = true
	if early := s.pass([]byte(line)); early != nil {
		return s.endEarly(nil, true, *early)
	}
	if early := s.upload(octets, false); early != nil {
		return s.endEarly(nil, true, *early)
	}
	return s.endStream(nil)
}
