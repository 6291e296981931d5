package proxytest

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// finish sees that nothing is left when the dialogue is over.
func (p *player) finish() error {
	last := p.t.steps[len(p.t.steps)-1].lines[0].number
	if p.client.conn != nil && !p.saysQuit() {
		p.client.closeWrite()
	}
	for _, l := range []*leg{p.client, p.server} {
		if err := l.flush(); err != nil {
			return err
		}
	}
	if err := p.hush(last); err != nil {
		return err
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

// hush wants both ends to hear nothing but the end of their connections.
func (p *player) hush(last int) error {
	conns := []*net.TCPConn{p.client.conn, p.server.conn}
	for _, c := range conns {
		if c != nil {
			c.SetReadDeadline(time.Now().Add(p.t.patience()))
		}
	}
	client, server := make(chan error, 1), make(chan error, 1)
	go func() {
		err := p.client.silent(last)
		if err == nil {
			p.startClosing() // connections that were kept end now
		}
		client <- err
	}()
	go func() { server <- p.server.silent(last) }()
	var errClient, errServer error
	for range conns {
		select {
		case errClient = <-client:
		case errServer = <-server:
		}
		if errClient != nil || errServer != nil {
			interrupt(conns...)
		}
	}
	if errClient == nil || errServer != nil && len(p.client.unread) == 0 && len(p.server.unread) > 0 {
		return errServer
	}
	return errClient
}

// interrupt ends what reads there.
func interrupt(conns ...*net.TCPConn) {
	for _, c := range conns {
		if c != nil {
			c.SetReadDeadline(time.Unix(1, 0))
		}
	}
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
		const what = "after the last line there is a connection to the upstream %s that no line is about"
		return &miss{at: -1, line: line, what: fmt.Sprintf(what, more[0].server.name)}
	}
	return nil
}
