package smtp

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// streamContent passes content up as it comes, and into the copy for filters in shadow. The upstream has said 354.
func (s *Session) streamContent(r *wire.ContentReader, shadow *conversation.Watched) error {
	defer shadow.Close()
	for {
		piece, end, err := s.piece(r)
		if err != nil {
			return s.spoiled(r, err)
		}
		if s.oversize(r, end) {
			return s.refuseTail(r, end, tooLarge)
		}
		shadow.Take(withoutDot(piece, end))
		if end {
			s.startBudget()
		}
		if end && !s.kept() {
			return s.refuseTail(r, end, unrecorded)
		}
		if end && !s.commit() {
			return errStopped
		}
		if early := s.pass(piece); early != nil {
			return s.endEarly(r, end, *early)
		}
		if end {
			return s.endStream(shadow)
		}
	}
}

// oversize tells whether the content passes the limit, to which the dot line that ends it and the dots of stuffing don't count (RFC 1870,
// section 5).
func (s *Session) oversize(r *wire.ContentReader, end bool) bool {
	size := r.Size - r.Dots()
	if end {
		size -= int64(len(".\r\n"))
	}
	return size > s.front.maxSize()
}

// withoutDot is a piece of content without the dot line that ends it.
func withoutDot(piece []byte, end bool) []byte {
	if end {
		return piece[:len(piece)-len(".\r\n")]
	}
	return piece
}

// refuseTail is refuseRest, where the end may have been read.
func (s *Session) refuseTail(r *wire.ContentReader, end bool, o own) error {
	if !end {
		return s.refuseRest(r, o)
	}
	s.tear(errors.New(o.text))
	return s.refuseContent(o, byProxy)
}

// pass writes a piece of content up. If the upstream speaks before it has all, or is lost, its answer to the content is there early.
func (s *Session) pass(piece []byte) (early *answer) {
	by := s.answerBy()
	for len(piece) > 0 {
		if early := s.early(); early != nil {
			return early
		}
		s.up.spoke = s.now()
		s.up.WriteBy(earlier(s.up.spoke.Add(stall), by))
		n, err := s.up.Write(piece)
		s.tx.sent += int64(n)
		piece = piece[n:]
		switch {
		case err == nil:
		case !timedOut(err) || !s.now().Before(by) || s.up.Aborted():
			s.lose(err)
			return s.lostAnswer()
		case n > 0:
			by = s.answerBy()
		}
	}
	return nil
}

// early is what the upstream says while it should be reading: 4xx and 5xx are its answer to the content, 421 its farewell. A 2xx can't be
// one, because it doesn't have the message yet (other gates believe it).
func (s *Session) early() *answer {
	switch s.up.Pending() {
	case wire.Silent:
		return nil
	case wire.Gone, wire.Broken:
		s.lose(errors.New("closed by the upstream"))
		return s.lostAnswer()
	}
	s.up.ReadBy(s.now().Add(stall))
	err := s.up.ReadReply(&s.heard)
	if err == nil && s.heard.Code >= 400 {
		text := bytes.Clone(s.heard.Text)
		return &answer{code: s.heard.Code, text: text, said: text, by: byUpstream}
	}
	if err == nil {
		s.recordWords(journal.SP, dotCommand.Verb, s.heard.Text, byUpstream)
		err = &wire.ReplyError{Why: "before the end of the content: " + firstLine(s.heard.Text)}
	}
	s.violation(journal.S, err.Error())
	s.lose(err)
	return s.lostAnswer()
}

func (s *Session) lostAnswer() *answer {
	return upstreamSaid.answer()
}

// endEarly reads what the client still has to say and then lets it hear the answer.
func (s *Session) endEarly(r *wire.ContentReader, end bool, a answer) error {
	s.tear(errors.New("answered before the end of the content"))
	if !end {
		if err := s.swallow(r); err != nil {
			return err
		}
	}
	return s.answerContent(a)
}

// answerContent is the upstream's answer to content where it is at hand already.
func (s *Session) answerContent(a answer) error {
	err := s.effect(&exchange{row: &endOfContent, seen: dotCommand}, a)
	s.endBudget()
	return errors.Join(err, s.flush())
}

// endStream awaits the upstream's answer to all of it.
func (s *Session) endStream(copied *conversation.Watched) error {
	err := s.conclude(&exchange{row: &endOfContent, seen: dotCommand, delay: s.tx.delay})
	s.endBudget()
	if err = errors.Join(err, s.flush()); err != nil {
		return err
	}
	s.show(copied)
	return nil
}

// startBudget begins the time that is left, from the client's last octet, for filters, the upload and the upstream's answer together.
func (s *Session) startBudget() {
	s.tx.end = s.now()
	s.budget = s.tx.end.Add(s.front.Timeouts.endData())
	s.keepBy = s.budget
}

// hookContext is what filters work under: the session's, and the budget where there is one.
func (s *Session) hookContext() context.Context {
	if s.budget.IsZero() {
		return s.Torn
	}
	if s.hooks == nil {
		s.hooks, s.endHooks = context.WithTimeout(s.Torn, s.budget.Sub(s.now()))
	}
	return s.hooks
}

// spent tells whether the budget is used up.
func (s *Session) spent() bool { return !s.budget.IsZero() && !s.now().Before(s.budget) }

func (s *Session) endBudget() {
	if s.budget = (time.Time{}); s.endHooks != nil {
		s.endHooks()
	}
	s.hooks, s.endHooks = nil, nil
}
