package explain

import (
	"bytes"
	"errors"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// data says DATA, and then what the message is, if there is one. Then the client leaves.
func (s *session) data() bool {
	c := s.begin("DATA", "")
	if c == nil {
		return false
	}
	switch accepted := len(s.tx.accepted) > 0; {
	case !accepted && s.tx.discarded == 0:
		s.answered(c, noRecipients)
	case !accepted:
		s.answered(c, goAhead)
		s.discard()
	case s.holds():
		s.answered(c, goAhead)
		s.content(s.hold)
	default:
		s.passed(c, "DATA", 354)
		s.content(s.stream)
	}
	return false
}

// discard throws content away and says 250, whatever it is.
func (s *session) discard() {
	if int64(len(s.text())) > s.maxSize() {
		s.ends(tooLarge, byProxy)
		return
	}
	s.ends(discarded, s.tx.by)
}

// content reads the message as the gate would, and lets take decide about it.
func (s *session) content(take func(stuffed []byte)) {
	if s.envelope.Message == nil {
		s.account.NoMessage = s.run.Asked(filters.AtHeader, filters.AtMessage)
		return
	}
	text := s.text()
	stuffed, err := io.ReadAll(wire.NewStuffer(bytes.NewReader(text), s.front.SMTP.Normalise))
	switch {
	case errors.Is(err, wire.ErrNUL):
		s.ends(nulContent, byProxy)
	case err != nil:
		s.ends(bareContent, byProxy)
	case int64(len(text)) > s.maxSize():
		s.ends(tooLarge, byProxy)
	default:
		take(stuffed)
	}
}

// text is the message as a client says it, without stuffing. Lines that all end in LF are those of a file.
func (s *session) text() []byte {
	text := s.envelope.Message
	if !bytes.Contains(text, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\r\n")) {
		text = append(text[:len(text):len(text)], "\r\n"...)
	}
	return text
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

// ends is the end of content that the gate answers itself.
func (s *session) ends(r filters.Reply, by string) { s.step(Step{Client: ".", Reply: r, By: by}) }
