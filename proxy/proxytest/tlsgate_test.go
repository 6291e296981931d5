package proxytest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// tlsGate is a small proxy that begins TLS with its client where that wants to, and always with its upstream.
type tlsGate struct {
	*fake
	client, server *wire.Conn
}

func serveTLS(f *fake, client net.Conn) {
	g := &tlsGate{fake: f, client: f.wired(client)}
	defer g.close()
	g.client.Write([]byte("220 gate\r\n"))
	for g.command() {
	}
}

// serveImplicit begins TLS with the connection.
func serveImplicit(f *fake, client net.Conn) {
	g := &tlsGate{fake: f, client: f.wired(client)}
	defer g.close()
	if g.accept() != nil {
		return
	}
	g.client.Write([]byte("220 gate\r\n"))
	for g.command() {
	}
}

// serveClear answers STARTTLS as if it began, and goes on in clear.
func serveClear(f *fake, client net.Conn) {
	client.Write([]byte("220 gate\r\n"))
	f.hear(client)
	client.Write([]byte("220 go\r\n"))
	f.hear(client)
	client.Write([]byte("500 what?\r\n"))
	client.Close()
}

// serveNothing does so and then says nothing.
func serveNothing(f *fake, client net.Conn) {
	defer client.Close()
	client.Write([]byte("220 gate\r\n"))
	f.hear(client)
	client.Write([]byte("220 go\r\n"))
	f.hear(client)
	f.hear(client)
}

// serveEarly goes on in clear before TLS begins.
func serveEarly(f *fake, client net.Conn) {
	defer client.Close()
	client.Write([]byte("220 gate\r\n"))
	f.hear(client)
	client.Write([]byte("220 go\r\n250 EHLO?\r\n"))
	f.hear(client)
}

// serveCut ends TLS without close_notify.
func serveCut(f *fake, client net.Conn) {
	g := &tlsGate{fake: f, client: f.wired(client)}
	defer client.Close()
	g.accept()
}

func (f *fake) wired(c net.Conn) *wire.Conn {
	w, err := wire.NewConn(c, f.stage.Clock)
	if err != nil {
		panic(err)
	}
	return w
}

func (g *tlsGate) close() {
	g.client.Close()
	if g.server != nil {
		g.server.Close()
	}
}

func (g *tlsGate) command() bool {
	g.client.ReadBy(g.stage.Clock.Now().Add(5 * time.Minute))
	line, err := g.client.ReadLine(512)
	switch {
	case err != nil && err != io.EOF:
		g.client.Write([]byte("421 late\r\n"))
		return false
	case err != nil:
		return false
	case bytes.HasPrefix(line, []byte("STARTTLS")):
		g.client.Write([]byte("220 go\r\n"))
		return g.accept() == nil
	case bytes.HasPrefix(line, []byte("NAME")):
		g.client.Write([]byte("250 " + g.client.TLS().ServerName + "\r\n"))
		return true
	}
	return g.pass(line)
}

// accept shakes hands with the client.
func (g *tlsGate) accept() error {
	i, err := g.stage.authority.Issue("gate.example")
	if err != nil {
		return err
	}
	return g.client.Secure(tls.Server, &tls.Config{Certificates: []tls.Certificate{*i.TLS()}, MinVersion: tls.VersionTLS12})
}

// pass says a line to the upstream and its reply to the client.
func (g *tlsGate) pass(line []byte) bool {
	if g.server == nil && g.connect() != nil {
		g.client.Write([]byte("454 no TLS\r\n"))
		return true
	}
	g.server.Write(line)
	reply, err := g.server.ReadLine(512)
	g.client.Write(reply)
	return err == nil && !bytes.HasPrefix(reply, []byte("221"))
}

func (g *tlsGate) connect() error {
	c, err := g.dialServer(0)
	if err != nil {
		return err
	}
	server := g.wired(c)
	server.ReadBy(g.stage.Clock.Now().Add(5 * time.Minute))
	server.ReadLine(512)
	server.Write([]byte("STARTTLS\r\n"))
	server.ReadLine(512)
	roots := x509.NewCertPool()
	roots.AddCert(g.stage.authority.cert)
	if err := server.Secure(tls.Client, &tls.Config{RootCAs: roots, ServerName: "server.example"}); err != nil {
		server.Close()
		return err
	}
	g.server = server
	return nil
}

func TestTLS(t *testing.T) { Run(t, "testdata/tls/*.txt", startFake(1, serveTLS)) }

func TestImplicitTLS(t *testing.T) { Run(t, "testdata/implicit/*.txt", startFake(1, serveImplicit)) }
