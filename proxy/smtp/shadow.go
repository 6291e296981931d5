package smtp

import (
	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// watched begins a copy if filters in shadow want to see content.
func (s *Session) watched(stuffed bool) *conversation.Watched {
	if !s.run.Watches() || s.holds() {
		return nil
	}
	return &conversation.Watched{Content: s.front.Spool.NewContent(), Options: message.Options{Stuffed: stuffed, Announced: s.tx.size}}
}

// show lets the filters in shadow see a copy.
func (s *Session) show(c *conversation.Watched) {
	if c == nil {
		return
	}
	m, err := c.Message()
	if err != nil {
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
