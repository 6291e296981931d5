package proxy

import (
	"net"
	"runtime/debug"
	"time"
)

const (
	firstPause = 5 * time.Millisecond // after an error of Accept; each further one in a row doubles it
	lastPause  = time.Second
)

// accept hands out l's clients until l is stopped, whatever goes wrong: a system that is out of descriptors or memory
// has some again when sessions end.
func (p *Proxy) accept(l *listener) {
	defer close(l.done)
	pause := firstPause
	for {
		c, err := l.Accept()
		switch {
		case err == nil:
			pause = firstPause
			p.welcome(c, l)
		case l.stopped():
			return
		default:
			p.wait(l, pause, err)
			pause = min(2*pause, lastPause)
		}
	}
}

func (p *Proxy) wait(l *listener, pause time.Duration, err error) {
	l.errors.write(p.services.Clock.Now(), func(held int) {
		p.services.Log.Error("can't accept a client, trying on", "address", l.at.address, "error", err, "errors_before", held)
	})
	select {
	case <-p.services.Clock.After(pause):
	case <-l.stopping:
	}
}

// welcome starts the session of a client, or turns the client away.
func (p *Proxy) welcome(c net.Conn, l *listener) {
	id := p.ids.next()
	defer p.survive(c, id)
	v, no := p.sessions.admit(c, l.at, id)
	if no != nil {
		p.turnAway(c, l, no)
		return
	}
	go p.serve(v) // counted until it ends: Shutdown waits for it
}

func (p *Proxy) serve(v *visit) {
	defer p.sessions.leave(v)
	defer p.survive(v.conn, v.id)
	v.Serve()
}

func (p *Proxy) turnAway(c net.Conn, l *listener, no *refusal) {
	l.refusals.write(p.services.Clock.Now(), func(held int) {
		p.services.Log.Warn("a client is turned away", "front", no.front, "address", l.at.address,
			"client", no.client, "why", no.why, "limit", no.limit, "turned_away_before", held)
	})
	no.tell(c)
}

// survive keeps a bug that one client has found from ending the sessions of all others.
func (p *Proxy) survive(c net.Conn, id string) {
	if r := recover(); r != nil {
		p.services.Log.Error("a session has panicked", "session", id, "panic", r, "stack", string(debug.Stack()))
		c.Close()
	}
}
