package proxy

import (
	"fmt"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// Reload puts another configuration in force, or changes nothing and says why. Addresses that were there before keep
// their sockets, so no client is turned away meanwhile; those that are gone are closed. New sessions live by cfg. Older
// ones go on by theirs and are asked to retire when cfg's Drain has passed. It doesn't wait for them.
func (p *Proxy) Reload(cfg *Config) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.phase != running {
		return fmt.Errorf("proxy: reload: %w", ErrNotRunning)
	}
	next, err := p.generation(cfg, p.now)
	if err != nil {
		return fmt.Errorf("proxy: reload: %w", err)
	}
	opened, err := p.listen(next)
	if err != nil {
		next.release()
		return err
	}
	p.enforce(next, opened)
	drained := p.services.Clock.After(cfg.drain())
	p.retiring.Go(func() { p.retire(next.n, drained) })
	return nil
}

// enforce can't fail. The sessions learn of next first: what a socket of next accepts is theirs.
func (p *Proxy) enforce(next *generation, opened []*listener) {
	p.record(next)
	for _, i := range next.identities {
		i.Refresh() // who comes after the reload is shown what the files have now
	}
	p.sessions.enforce(next)
	for _, l := range opened {
		p.listeners[l.at] = l
		go p.accept(l) // l.stop waits for it
		p.services.Log.Info("listening", "front", next.fronts[l.at].label, "address", l.Addr().String())
	}
	for _, at := range p.now.places {
		if next.fronts[at] == nil {
			l := p.listeners[at]
			p.stopListening(l)
			p.services.Log.Info("no longer listening", "front", p.now.fronts[at].label, "address", l.Addr().String())
		}
	}
	for label, u := range p.now.upstreams {
		if next.upstreams[label] != u {
			u.Close()
		}
	}
	p.now = next
}

// retire asks the sessions from before generation n to end, once they had their time.
func (p *Proxy) retire(n int, drained <-chan time.Time) {
	select {
	case <-drained:
		p.sessions.stop(conversation.Retire, n)
	case <-p.closing:
	}
}
