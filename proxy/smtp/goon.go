package smtp

import (
	"bytes"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// mayGoOn tells whether nothing is left to be decided.
func (s *Session) mayGoOn(h *held) bool {
	return h.message != nil && h.decided.Action == filters.Go && !s.run.Has(filters.AtMessage) && !s.downgrades() && s.up != nil && !message.Replaced(h.message)
}

// goOn lets the content stream once the Header hooks have passed it: DATA goes up, then the header as it is now, then what else is held,
// and the rest as it comes. done is false if the upstream was lost meanwhile: then all is held, for a replay.
func (s *Session) goOn(h *held, r *wire.ContentReader) (done bool, err error) {
	r.Alarm(noAlarm)
	a, err := s.openData()
	switch {
	case err != nil:
		return true, err
	case s.up == nil && a.by == byProxy:
		return false, nil
	case a.code != 354:
		if err := s.swallow(r); err != nil {
			return true, err
		}
		return true, s.dataRefused(a)
	}
	if err := s.beginSent(h); err != nil {
		return true, err
	}
	if early := s.upload(h.soFar(), false); early != nil {
		return true, s.endEarly(r, false, *early)
	}
	s.tx.delay = h.decided.Delay
	return true, s.streamContent(r, s.goOnCopying(h))
}

// beginSent begins to tell for the record what goes up in the place of an edited message.
func (s *Session) beginSent(h *held) (err error) {
	if s.tx.evidence != nil {
		s.tx.evidence.sent, err = s.readSent(h, h.soFar(), true)
	}
	return err
}

// goOnCopying makes what is held the beginning of the copy for filters in shadow.
func (s *Session) goOnCopying(h *held) *conversation.Watched {
	if !s.run.Watches() {
		return nil
	}
	return &conversation.Watched{Content: h.content, Options: message.Options{Stuffed: h.stuffed, Announced: s.tx.size}}
}

// soFar is the header as it is now and what else has come.
func (h *held) soFar() io.Reader {
	from := message.BodyOffset(h.message)
	rest := io.NewSectionReader(h.content, from, h.content.Size()-from)
	return io.MultiReader(bytes.NewReader(message.WireHeader(h.message)), rest)
}
