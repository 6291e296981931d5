package explain

import (
	"bytes"
	"errors"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// data says DATA, and then what the message is, if there is one.
func (s *session) data() bool {
	c := s.begin("DATA", "")
	if c == nil {
		return false
	}
	take := s.stream
	switch {
	case len(s.tx.accepted) == 0 && s.tx.discarded == 0:
		s.answered(c, noRecipients)
		return false
	case len(s.tx.accepted) == 0:
		take = s.discard
		s.answered(c, goAhead)
	case s.holds():
		take = s.hold
		s.answered(c, goAhead)
	default:
		s.passed(c, "DATA", 354)
	}
	if s.envelope.Message == nil {
		s.account.NoMessage = len(s.tx.accepted) > 0 && (s.run.Asks(filters.AtHeader) || s.run.Asks(filters.AtMessage))
		return false
	}
	s.content(take)
	return false
}

// content reads the message as the gate would, and lets take decide about it.
func (s *session) content(take func([]byte)) {
	stuffed, err := wired(s.envelope.Message, s.front.SMTP.Normalise)
	switch {
	case errors.Is(err, wire.ErrNUL):
		s.ends(nulContent, byProxy)
	case err != nil:
		s.ends(bareContent, byProxy)
	case octets(stuffed) > s.maxSize():
		s.ends(tooLarge, byProxy)
	default:
		take(stuffed)
	}
}

// wired is a message as a client says it, without the dot line. Lines that all end in LF are those of a file.
func wired(text []byte, normalise bool) ([]byte, error) {
	if !bytes.Contains(text, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	return io.ReadAll(wire.NewStuffer(bytes.NewReader(text), normalise))
}

// octets is the size of stuffed content without what stuffing has added (RFC 1870, section 5).
func octets(stuffed []byte) int64 {
	n := len(stuffed)
	for line := range bytes.Lines(stuffed) {
		if line[0] == '.' {
			n--
		}
	}
	return int64(n)
}

// stream lets content pass to the server as it comes. Filters in shadow see it afterwards.
func (s *session) stream(stuffed []byte) {
	if s.run.Watches() {
		s.run.Shadow(s.message(stuffed, false))
	}
	s.step(Step{Client: ".", Reply: filters.Reply{Code: 250}, By: byUpstream, Up: ".", Content: stuffed})
}

func (s *session) message(stuffed []byte, headerOnly bool) *filters.Message {
	m, err := message.New(bytes.NewReader(stuffed), int64(len(stuffed)), message.Options{
		Stuffed: true, Announced: s.tx.size, HeaderOnly: headerOnly,
	})
	if err != nil {
		panic(err) // it would be one of reading, and all is in memory
	}
	return m
}

// hold keeps content until the filters have decided.
func (s *session) hold(stuffed []byte) {
	m := s.message(stuffed, true)
	if m.Err() != nil {
		s.ends(headerTooLarge, byProxy)
		return
	}
	d := s.run.Header(m)
	if d.Action == filters.Go {
		before := d.Delay
		message.Complete(m, int64(len(stuffed)))
		d = s.run.Message(m)
		d.Delay += before
	}
	s.held(m, d)
}

// held is the end of content about which the filters have decided.
func (s *session) held(m *filters.Message, d filters.Decision) {
	one := Step{Client: ".", Reply: d.Reply, By: d.Filter, Delay: d.Delay}
	switch d.Action {
	case filters.Go:
		one.Reply, one.By, one.Up = filters.Reply{Code: 250}, byUpstream, "."
		one.Content, one.Changed = wholly(m), message.Edited(m)
	case filters.Swallow:
		one.Reply = discarded
	}
	s.run.Shadow(nil)
	s.step(one)
}

// wholly is all of a message as it goes up.
func wholly(m *filters.Message) []byte {
	content, size := message.Wire(m)
	b := make([]byte, size)
	if _, err := io.ReadFull(content, b); err != nil {
		panic(err) // all is in memory
	}
	return b
}

// discard throws content away and says 250.
func (s *session) discard([]byte) { s.ends(discarded, s.tx.by) }

// ends is the end of content that the gate answers itself.
func (s *session) ends(r filters.Reply, by string) { s.step(Step{Client: ".", Reply: r, By: by}) }
