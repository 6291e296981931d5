package proxytest

import (
	"bytes"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// gate is a small proxy that greets by itself, connects when a command comes, and does things that a relay doesn't.
type gate struct {
	*fake
	client, server net.Conn
}

// serveGate keeps its connection to the upstream for the next client.
func serveGate() func(*fake, net.Conn) {
	var kept net.Conn
	return func(f *fake, client net.Conn) {
		g := &gate{f, client, kept}
		defer func() { kept = g.server }()
		defer client.Close()
		client.Write([]byte("220 gate\r\n"))
		for {
			heard, err := g.hear(client)
			if err != nil {
				g.gone(err)
				return
			}
			if !g.command(heard) {
				return
			}
		}
	}
}

// gone tells the upstream how the client has left.
func (g *gate) gone(err error) {
	if g.server == nil {
		return
	}
	if !errors.Is(err, io.EOF) {
		g.server.(*conn).SetLinger(0)
	} else {
		g.server.Write([]byte("QUIT\r\n"))
	}
	g.server.Close()
	g.server = nil
}

func (g *gate) command(heard []byte) bool {
	switch {
	case bytes.HasPrefix(heard, []byte("SLOW")):
		<-g.stage.Clock.After(3 * time.Second)
		g.client.Write([]byte("250 at last\r\n"))
		return true
	case bytes.HasPrefix(heard, []byte("QUIT")):
		g.client.Write([]byte("221 gate\r\n"))
		return false
	}
	for range 2 {
		if !g.connect() {
			break
		}
		g.server.Write(heard)
		if reply, err := g.hear(g.server); err == nil {
			g.client.Write(reply)
			return true
		}
		g.server.Close()
		g.server = nil
	}
	g.client.Write([]byte("421 no upstream\r\n"))
	return false
}

// connect tries one server after the other, and hears its greeting.
func (g *gate) connect() bool {
	for i := 0; g.server == nil && i < len(g.upstream); i++ {
		c, err := g.dialServer(i)
		if err != nil {
			continue
		}
		if _, err := g.hear(c); err != nil {
			c.Close()
			continue
		}
		g.server = c
	}
	return g.server != nil
}

func TestGate(t *testing.T) {
	Run(t, "testdata/gate/*.txt", func(s *Stage) (Gateway, error) { return startFake(2, serveGate())(s) })
}
