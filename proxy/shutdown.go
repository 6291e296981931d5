package proxy

import (
	"context"
	"fmt"
	"math"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// Shutdown ends the gateway: no more clients are accepted, sessions are asked to leave, and those with an open
// transaction have the configuration's Drain for it; then they are aborted. Only the answers to contents that have gone
// up are awaited even then. It returns when no session is left, or when ctx ends, with an error that says how many are;
// those are aborted too, but not waited for. It may be called again, to wait for them.
func (p *Proxy) Shutdown(ctx context.Context) error {
	last := p.stopAccepting()
	drained := p.services.Clock.After(last.cfg.drain())
	p.sessions.stop(conversation.Leave, math.MaxInt)
	p.sessions.end(last)
	select {
	case <-p.sessions.none:
	case <-drained:
	case <-ctx.Done():
	}
	p.sessions.stop(conversation.Abort, math.MaxInt)
	select {
	case <-p.sessions.none:
	case <-ctx.Done():
	}
	p.retiring.Wait()
	if left := p.sessions.count(); left > 0 {
		return fmt.Errorf("proxy: shutdown: %d sessions are left: %w", left, context.Cause(ctx))
	}
	return nil
}

// stopAccepting is done when nobody accepts any more and nothing is parked. It returns the last generation.
func (p *Proxy) stopAccepting() *generation {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.phase == made {
		p.now.release() // no session has ever had it
	}
	if p.phase != closed {
		p.phase = closed
		close(p.closing)
	}
	p.sessions.close()
	for _, l := range p.listeners {
		p.stopListening(l)
	}
	for _, u := range p.now.upstreams {
		u.Close()
	}
	return p.now
}
