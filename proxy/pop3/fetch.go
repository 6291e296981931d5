package pop3

import (
	"cmp"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// fetched is a message on its way down, or the beginning of one.
type fetched struct {
	x        *exchange
	a        answer // its status line
	r        *wire.ContentReader
	evidence *evidence
	top      bool  // TOP: lines of the body are missing
	notice   bool  // stands in its place
	sent     int64 // octets that the client got, as on the wire
}

// fetch takes the content that follows RETR or TOP: it streams, or is held until filters have decided.
func (s *Session) fetch(x *exchange, a answer) error {
	s.number++
	s.fetching = true
	defer func() { s.fetching = false }()
	f := fetched{x: x, a: a, r: s.lines(), evidence: s.newEvidence(), top: x.row.verb == "TOP"}
	if s.holds() {
		return s.hold(f)
	}
	return s.stream(&f)
}

// holds tells whether a filter in force looks at content, so that it is held until that filter has decided.
func (s *Session) holds() bool { return s.run.Has(filters.AtHeader) || s.run.Has(filters.AtMessage) }

// stream lets content pass as it comes, and into a copy for filters in shadow.
func (s *Session) stream(f *fetched) error {
	end, err := s.tellFetched(f)
	if err != nil {
		return err
	}
	copied := s.watched(f)
	defer copied.Close()
	if err := s.passRest(f, copied); err != nil {
		return err
	}
	return cmp.Or(s.show(copied), s.ended(f.x, end))
}

// tellFetched lets the client hear the status line. From there on nothing but the content may follow.
func (s *Session) tellFetched(f *fetched) (end, err error) {
	if end, err = s.take(f.x, &f.a); err == nil {
		s.put(f.x, f.a)
		s.midway = true
	}
	return end, err
}

// passRest lets what is still to come of the content pass.
func (s *Session) passRest(f *fetched, copied *conversation.Watched) error {
	for {
		piece, end, err := s.contentPiece(f)
		if err != nil {
			return err
		}
		copied.Take(withoutDot(piece, end))
		f.evidence.pass(withoutDot(piece, end))
		if end {
			s.testify(f)
			s.midway = false
		}
		if err := s.through(piece, end); err != nil {
			return err
		}
		f.sent += int64(len(piece))
		if end {
			s.arrived(f)
			return nil
		}
	}
}

// contentPiece waits for the next piece of content, and lets the record know of it.
func (s *Session) contentPiece(f *fetched) (piece []byte, end bool, err error) {
	piece, end, err = s.piece(f.r)
	if err == nil {
		s.witness(f, withoutDot(f.r.Raw(), end))
	}
	if err == nil && end {
		s.defused(f.r)
	}
	return piece, end, err
}

// defused notes lines that a lax client would have taken for the end.
func (s *Session) defused(r *wire.ContentReader) {
	if r.Added() > 0 {
		s.emit(journal.Event{Kind: journal.Finding, Key: "pop3.lone_dot", Value: "a dot beside a bare CR or LF was stuffed"})
	}
}

// through passes a piece on; what waits on its way down leaves with it. The end may wait for what the next reply brings.
func (s *Session) through(piece []byte, end bool) error {
	if len(s.down) == 0 && len(piece) > smallDown && !end {
		return s.write(piece)
	}
	s.later(piece)
	if end && len(s.down) < maxDown {
		return nil
	}
	return s.flush()
}

// arrived counts what the client got. What it got whole it may delete, whatever it got before in its place.
func (s *Session) arrived(f *fetched) {
	switch {
	case f.notice:
	case f.top:
		s.drop.peeked++
	default:
		s.drop.fetched++
		s.drop.octets += f.sent
		delete(s.drop.withheld, f.x.message)
	}
}

// watched begins a copy if filters in shadow want to see content.
func (s *Session) watched(f *fetched) *conversation.Watched {
	if !s.run.Watches() {
		return nil
	}
	return &conversation.Watched{Content: s.front.Spool.NewContent(), Options: f.options()}
}

func (f *fetched) options() message.Options {
	return message.Options{Stuffed: true, Announced: announced(f.a.told.line), Partial: f.top}
}

// show lets the filters in shadow see a copy, when the client has all of the message.
func (s *Session) show(c *conversation.Watched) error {
	if c == nil {
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	m, err := c.Message()
	if err != nil {
		s.emit(journal.Event{Kind: journal.Finding, Key: "pop3.shadow", Value: "content not shown to filters in shadow", Err: err})
		return nil
	}
	s.run.Shadow(m)
	return nil
}

// withoutDot is a piece of content without the dot line that ends it.
func withoutDot(piece []byte, end bool) []byte {
	if end {
		return piece[:len(piece)-len(".\r\n")]
	}
	return piece
}
