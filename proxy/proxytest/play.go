package proxytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// player is one playing of a transcript.
type player struct {
	t       *Transcript
	clock   *Clock
	zone    *Zone
	servers *servers
	stage   *Stage
	gateway Gateway
	closed  chan error // gateway.Close's answer, once it was asked
	client  *leg
	server  *leg
	met     int // connections to the upstream that were accepted
}

// Play plays t against a gateway. A dialogue that went otherwise is a *[Failure]; other errors say that it could not be played.
func Play(t *Transcript, start Start) (err error) {
	p, err := newPlayer(t, start)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	defer func() { err = errors.Join(p.explain(err), p.leave()) }()
	for _, s := range t.steps {
		if err := p.step(s); err != nil {
			return err
		}
	}
	return p.finish()
}

func newPlayer(t *Transcript, start Start) (*player, error) {
	p := &player{t: t, clock: NewClock(), servers: newServers(t.scene.down)}
	p.clock.Patience = t.patience()
	p.client = &leg{name: "the client", patience: t.patience(), open: p.dial}
	p.server = &leg{name: "the upstream", patience: t.patience(), open: p.accept}
	zone, err := NewZoneClock(string(t.Files[DNSFile]), p.clock)
	if err != nil {
		p.servers.close()
		return nil, err
	}
	p.zone = zone
	p.stage = &Stage{Name: t.Name, Files: t.Files, DNS: zone.Addr(), Clock: p.clock, servers: p.servers}
	p.stage.Config, p.stage.Above = t.config()
	if p.gateway, err = start(p.stage); err != nil {
		return nil, errors.Join(err, p.leave())
	}
	return p, nil
}

// leave takes everything down that is still up.
func (p *player) leave() error {
	p.client.drop()
	p.server.drop()
	err := p.closeGateway()
	p.zone.Close()
	p.servers.close()
	return err
}

// closeGateway closes it once, and waits.
func (p *player) closeGateway() error {
	p.startClosing()
	if p.gateway == nil {
		return nil
	}
	select {
	case err := <-p.closed:
		p.gateway = nil
		return err
	case <-time.After(p.t.patience()):
		p.gateway = nil
		return fmt.Errorf("%s: the gateway did not end within %v", p.t.Name, p.t.patience())
	}
}

func (p *player) startClosing() {
	if p.gateway != nil && p.closed == nil {
		p.closed = make(chan error, 1)
		go func(g Gateway) { p.closed <- g.Close() }(p.gateway)
	}
}

func (p *player) dial() error {
	ctx, cancel := context.WithTimeout(context.Background(), p.t.patience())
	defer cancel()
	c, err := p.gateway.Dial(ctx)
	if err != nil {
		return fmt.Errorf("the client can't connect: %w", err)
	}
	tcp, ok := c.(*net.TCPConn)
	if !ok {
		c.Close()
		return fmt.Errorf("the client's connection is a %T, want TCP", c)
	}
	p.client.conn = tcp
	return nil
}

func (p *player) accept() error {
	select {
	case a := <-p.servers.arrivals:
		return p.take(a)
	case <-time.After(p.t.patience()):
		return fmt.Errorf("the proxy has not connected to the upstream for %v", p.t.patience())
	}
}

func (p *player) take(a arrival) error {
	p.server.conn = a.conn
	p.met++
	if p.met == p.t.scene.refuse {
		return p.servers.refuse()
	}
	return nil
}

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

// enter connects the client where the line can't be without it.
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
	if l.stage.ends() && len(own.unread) > 0 {
		return &miss{leg: own, at: -1, line: l.number, what: own.name + " heard more before the end of its connection"}
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
	for _, l := range []*leg{own, across} {
		if l.conn != nil {
			l.conn.SetReadDeadline(time.Unix(1, 0))
		}
	}
	<-heard
	<-heard
	return err
}

// wait lets time pass, when all that was said has arrived.
func (p *player) wait(l *line) error {
	p.client.arrive()
	p.server.arrive()
	if err := p.clock.Advance(l.stage.wait); err != nil {
		return &miss{at: -1, line: l.number, what: err.Error()}
	}
	return nil
}

// finish sees that nothing is left when the dialogue is over.
func (p *player) finish() error {
	last := p.t.steps[len(p.t.steps)-1].lines[0].number
	if p.client.conn != nil && !p.saysQuit() {
		p.client.conn.CloseWrite()
	}
	for _, l := range []*leg{p.client, p.server} {
		if err := l.flush(); err != nil {
			return err
		}
		if l == p.server {
			p.startClosing() // kept connections end now
		}
		if err := l.silent(last); err != nil {
			return err
		}
	}
	if err := p.closeGateway(); err != nil {
		return err
	}
	return p.nobodyWaits(last)
}

// saysQuit tells whether the client's last words were QUIT.
func (p *player) saysQuit() bool {
	for _, s := range slices.Backward(p.t.steps) {
		if s.by == 'C' && s.stage() == nil {
			l := s.lines[len(s.lines)-1]
			return strings.EqualFold(strings.TrimSpace(string(l.speech.unit)), "QUIT")
		}
	}
	return false
}

func (p *player) nobodyWaits(line int) error {
	more, err := p.servers.waiting()
	if err != nil {
		return err
	}
	for _, a := range more {
		defer a.conn.Close()
	}
	if len(more) > 0 {
		return &miss{at: -1, line: line, what: fmt.Sprintf("after the last line a connection to the upstream %s is open that no line is about", more[0].server.name)}
	}
	return nil
}
