package proxytest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
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

// Play plays t against a gateway. A dialogue that went otherwise is a *[Failure], alone or joined with what went wrong
// when the gateway was closed; other errors say that it could not be played.
func Play(t *Transcript, start Start) (err error) {
	p, err := newPlayer(t, start)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	defer func() {
		err = p.explain(err)
		if left := p.leave(); left != nil {
			err = errors.Join(err, left)
		}
	}()
	if err := p.client.connect(t.steps[0].lines[0].number); err != nil {
		return err
	}
	for _, s := range t.steps {
		if err := p.step(s); err != nil {
			return err
		}
	}
	return p.finish()
}

func newPlayer(t *Transcript, start Start) (*player, error) {
	clock := NewClock()
	p := &player{t: t, clock: clock, servers: newServers(t.scene.down, clock)}
	p.clock.Patience = t.patience()
	p.client = &leg{name: "the client", patience: t.patience(), open: p.dial}
	p.server = &leg{name: "the upstream", patience: t.patience(), open: p.accept}
	p.client.vain, p.server.vain = p.clientInVain, p.serverInVain
	zone, err := NewZoneClock(string(t.Files[DNSFile]), p.clock)
	if err != nil {
		p.servers.close()
		return nil, err
	}
	p.zone = zone
	if len(t.Files[DNSFile]) > 0 {
		p.clock.breath = longBreath
	}
	p.stage = &Stage{Name: t.Name, Protocol: t.protocol(), Front: t.Front, Files: t.Files, DNS: zone.Addr(), Clock: p.clock, at: t.at, servers: p.servers}
	p.stage.Config, p.stage.Above = t.config()
	if p.stage.authority, err = NewAuthority(); err != nil {
		return nil, errors.Join(err, p.leave())
	}
	if p.stage.Client, err = t.client(); err != nil {
		return nil, errors.Join(err, p.leave())
	}
	p.client.from = p.stage.whence()
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
	if p.stage.UnderTLS > 0 {
		return p.client.shake(tls.Client, (&terms{version: p.stage.UnderTLS}).forClient(p.stage.authority, p.stage.named()))
	}
	return nil
}

func (p *player) accept() error {
	if a, came := p.servers.next(p.t.patience()); came {
		return p.take(a)
	}
	return fmt.Errorf("the proxy has not connected to the upstream for %v", p.t.patience())
}

func (p *player) take(a arrival) error {
	p.server.conn, p.server.host = a.conn, hostOf(a.server.name)
	p.met++
	if p.met == p.t.scene.refuse {
		if err := p.servers.refuse(); err != nil {
			return err
		}
	}
	if a.tls != nil {
		return p.server.protect(a.tls)
	}
	return nil
}
