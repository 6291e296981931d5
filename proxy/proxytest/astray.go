package proxytest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// clientInVain says why the client waits in vain; nil where it may not.
func (p *player) clientInVain() error {
	if words := p.astray(p.server); words != "" {
		return fmt.Errorf("heard nothing, because the upstream heard %q and is to answer", words)
	}
	return nil
}

// serverInVain says that the upstream waits in vain; the headline has what the client has heard instead.
func (p *player) serverInVain() error {
	if p.astray(p.client) != "" {
		return errors.New("heard nothing")
	}
	return nil
}

// astray is the line that a leg has heard and shouldn't have by then, if the gateway rests: what it has said there it hasn't said on the
// other leg, and nothing more will come. "" if it isn't so, or can't be known.
func (p *player) astray(l *leg) string {
	if l.conn == nil || !p.clock.rests() || slices.ContainsFunc(l.queue, func(w *want) bool { return w.parts != nil || w.end != "" }) {
		return ""
	}
	l.hearNow()
	awaited := l.awaited()
	if len(l.unread) <= awaited {
		return ""
	}
	line, _, _ := bytes.Cut(l.unread[awaited:], []byte("\r\n"))
	return string(line)
}

// rests tells whether the gateway rests now.
func (c *Clock) rests() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.resting()
}
