package smtp

import (
	"errors"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/spool"
)

// shadowCopy is content that streams past filters in shadow, kept until the client has its reply. nil: there are none.
type shadowCopy struct {
	content *spool.Content
	options message.Options
	err     error // it didn't fit
}

// shadowCopy begins a copy if filters in shadow want to see content.
func (s *Session) shadowCopy(stuffed bool) *shadowCopy {
	if !s.run.Watches() || s.holds() {
		return nil
	}
	return &shadowCopy{content: s.front.Spool.NewContent(), options: message.Options{Stuffed: stuffed, Announced: s.tx.size}}
}

// take copies a piece. A copy never stands in the way of the content itself.
func (c *shadowCopy) take(piece []byte) {
	if c != nil && c.err == nil {
		_, c.err = c.content.Write(piece)
	}
}

// show lets the filters in shadow see the copy.
func (c *shadowCopy) show(s *Session) {
	if c == nil {
		return
	}
	m, err := message.New(c.content, c.content.Size(), c.options)
	if err = errors.Join(c.err, err); err != nil {
		s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.shadow", Value: "content not shown to filters in shadow", Err: err})
		return
	}
	s.shadow(m)
}

// shadow lets the filters in shadow see content. The transaction is over, and what they say is still about it.
func (s *Session) shadow(m *filters.Message) {
	s.showing = true
	s.run.Shadow(m)
	s.showing = false
}

func (c *shadowCopy) close() {
	if c != nil {
		c.content.Close()
	}
}
