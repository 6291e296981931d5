package proxytest

import (
	"bytes"
	"slices"
)

// astray is the line that the upstream has heard and shouldn't have by then, if the gateway rests: it waits for the answer to that, and the
// client, who waits for other words, will never hear them. "" if it isn't so, or can't be known.
func (p *player) astray() string {
	s := p.server
	if s.conn == nil || !p.clock.rests() || slices.ContainsFunc(s.queue, func(w *want) bool { return w.parts != nil || w.end != "" }) {
		return ""
	}
	s.hearNow()
	awaited := s.awaited()
	if len(s.unread) <= awaited {
		return ""
	}
	line, _, _ := bytes.Cut(s.unread[awaited:], []byte("\r\n"))
	return string(line)
}

// rests tells whether the gateway rests now.
func (c *Clock) rests() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.resting()
}
