package proxytest

import (
	"bytes"
	"fmt"
	"time"
)

// step does one thing.
func (p *player) step(s step) error {
	first := s.lines[0]
	d := s.stage()
	if d.is(actRefuse) {
		return nil // the scene is set for it
	}
	if err := p.enter(first); err != nil {
		return err
	}
	switch {
	case d.is(actWait):
		return p.wait(first)
	case s.by == 'P':
		return p.expect(first)
	case d != nil:
		return p.act(first)
	default:
		return p.say(s)
	}
}

// enter connects the client anew where the line can't be without it.
func (p *player) enter(l *line) error {
	if p.client.isOpen() || l.stage.is(actWait) || !l.way.byClient() && p.server.isOpen() {
		return nil
	}
	return p.client.connect(l.number)
}

// ends are the line's own leg, and the one across the proxy.
func (p *player) ends(l *line) (own, across *leg) {
	if l.way == wayC || l.way == wayCP || l.way == wayPC {
		return p.client, p.server
	}
	return p.server, p.client
}

// expect queues the proxy's own words. The end of a connection is waited for at once, so that the next line knows.
func (p *player) expect(l *line) error {
	own, _ := p.ends(l)
	own.queue = append(own.queue, wantOf(l))
	if l.stage == nil {
		return nil
	}
	return own.flush()
}

func (p *player) act(l *line) error {
	own, _ := p.ends(l)
	if err := own.flush(); err != nil {
		return err
	}
	if err := own.connect(l.number); err != nil {
		return err
	}
	switch {
	case l.stage.ends() && len(own.unread) > 0:
		return &miss{leg: own, at: -1, line: l.number, what: own.name + " heard more before the end of its connection"}
	case l.stage.is(actStartTLS) && len(own.unread) > 0:
		return &miss{leg: own, at: -1, line: l.number, what: own.name + " heard more in clear before TLS began"}
	case l.stage.is(actStartTLS):
		return p.startTLS(own, l)
	}
	if err := own.do(l.stage.act); err != nil {
		return p.cannot(own, l, err)
	}
	return nil
}

// say hears first, then says the group in one write, and queues what goes through.
func (p *player) say(s step) error {
	own, across := p.ends(s.lines[0])
	if err := own.flush(); err != nil {
		return err
	}
	if err := own.connect(s.lines[0].number); err != nil {
		return err
	}
	var words bytes.Buffer
	for _, l := range s.lines {
		words.Write(l.speech.bytes())
		if len(l.way) == 1 {
			across.queue = append(across.queue, wantOf(l))
		}
	}
	if err := p.write(own, across, words.Bytes()); err != nil {
		return p.cannot(own, s.lines[0], err)
	}
	return nil
}

func (p *player) cannot(l *leg, at *line, err error) error {
	return &miss{leg: l, at: -1, line: at.number, what: fmt.Sprintf("%s can't speak: %v", l.name, err)}
}

// atOnce is how much any kernel takes without the other end reading.
const atOnce = 16 << 10

// maxAhead is how much the speaker of a long group may hear before it has said all.
const maxAhead = 64 << 20

// write says b. What is too long to be said without being heard is heard meanwhile.
func (p *player) write(own, across *leg, b []byte) error {
	if len(b) <= atOnce {
		return own.sayAll(b)
	}
	heard := make(chan struct{}, 2)
	for _, l := range []*leg{own, across} {
		if l.conn == nil {
			heard <- struct{}{}
			continue
		}
		l.conn.SetReadDeadline(time.Time{})
		most := maxAhead
		if l == across {
			most = l.awaited()
		}
		go func() {
			l.hearMeanwhile(most)
			heard <- struct{}{}
		}()
	}
	err := own.sayAll(b)
	interrupt(own.conn, across.conn)
	<-heard
	<-heard
	return err
}

// wait lets time pass, when all that was said has arrived.
func (p *player) wait(l *line) error {
	p.client.arrive()
	p.server.arrive()
	pass := p.clock.Advance
	if p.client.conn == nil {
		pass = p.clock.AdvanceAlone
	}
	if err := pass(l.stage.wait); err != nil {
		return &miss{at: -1, line: l.number, what: err.Error()}
	}
	return nil
}
