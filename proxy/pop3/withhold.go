package pop3

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// withhold is for a message that filters don't let through. What is refused for good is replaced by a notice, unless the front says otherwise
// (see Config.Error). What can't be decided now is -ERR, so that the client comes again for it.
func (s *Session) withhold(h *held) error {
	d := h.decided
	if d.Action == filters.Disconnect {
		h.x.hangup = true
		return s.insteadOf(h, fromFilter(s.spelt(d).Reply), d.Filter)
	}
	if s.front.Error || temporary(d.Reply.Enhanced) || h.message == nil {
		return s.insteadOf(h, fromFilter(s.spelt(d).Reply), d.Filter)
	}
	m := message.Clone(h.message)
	m.Replace("[withheld] "+h.message.Header.Get("Subject"), s.notice(d.Reply))
	h.message = m
	return s.noticed(h, message.WireHeader(m))
}

// notice is the text in a message's place.
func (s *Session) notice(r filters.Reply) string {
	return fmt.Sprintf("The mail gateway %s has withheld the message that stood here:\n\n  %s\n\nIt is still in your mailbox on the server.\n",
		s.front.Hostname, strings.Join(r.Lines, " "))
}

// insteadOf lets the client hear a refusal in the place of the message.
func (s *Session) insteadOf(h *held, o own, by string) error {
	s.drop.withhold(h.x.message)
	if err := s.swallow(h); err != nil {
		return s.effect(h.x, s.inItsPlace())
	}
	s.testifyRead(&h.fetched)
	h.x.delay += h.decided.Delay
	return s.effect(h.x, answer{told: words{line: o.append(nil, s.codes())}, said: words{line: h.a.said.line}, by: by})
}

// noticed lets the client have a notice in the place of the message, of which TOP gets as many lines as it wants.
func (s *Session) noticed(h *held, notice []byte) error {
	s.drop.withhold(h.x.message)
	h.notice = true
	if err := s.swallow(h); err != nil {
		return s.effect(h.x, s.inItsPlace())
	}
	if h.top {
		notice = cutBody(notice, h.x.arg)
	}
	h.a.told.line = resized(h.a.told.line, unstuffed(notice)-announced(h.a.told.line))
	return s.sendHeld(h, bytes.NewReader(notice), 0)
}

// cutBody leaves of a message the header and as many lines of the body as the argument of TOP says.
func cutBody(whole []byte, arg string) []byte {
	_, wanted, _ := strings.Cut(arg, " ")
	lines, _ := strconv.Atoi(wanted) // its form was checked
	at := bytes.Index(whole, []byte("\r\n\r\n")) + len("\r\n\r\n")
	for ; lines > 0 && at < len(whole); lines-- {
		at += bytes.IndexByte(whole[at:], '\n') + 1
	}
	return whole[:at]
}
