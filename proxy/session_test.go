package proxy

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

// serveOnce is a mail server for one client that answers each line with "250 " and the line, QUIT with 221.
func serveOnce(l net.Listener) error {
	c, err := l.Accept()
	if err != nil {
		return err
	}
	defer c.Close()
	fmt.Fprint(c, "220 legacy.example ESMTP\r\n")
	for lines := bufio.NewScanner(c); lines.Scan(); {
		if lines.Text() == "QUIT" {
			_, err := fmt.Fprint(c, "221 2.0.0 bye\r\n")
			return err
		}
		fmt.Fprintf(c, "250 %s\r\n", lines.Text())
	}
	return nil
}

// TestARealSession passes from a client to an upstream and back, with nothing faked.
func TestARealSession(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	served := make(chan error, 1)
	go func() { served <- serveOnce(l) }()

	cfg := config("mx.example", "inbound")
	cfg.Upstreams[0].Servers[0] = l.Addr().String()
	p, err := New(cfg, Services{})
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	c := dialFrom(t, p.Addrs("inbound")[0], "127.0.0.1")
	c.hear("220 legacy.example ESMTP")
	c.say("HELO client.example")
	c.hear("250 HELO client.example")
	c.say("QUIT")
	c.hear("221 2.0.0 bye")
	c.hearEnd()
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil && !strings.Contains(err.Error(), "reset") {
		t.Error(err)
	}
}

// TestShutdownWithARealSession: whatever the upstream does, it takes no longer than the drain.
func TestShutdownWithARealSession(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cfg := config("mx.example", "inbound")
	cfg.Upstreams[0].Servers[0] = l.Addr().String()
	cfg.Upstreams[0].Reply = time.Hour
	cfg.Drain = time.Millisecond
	p, err := New(cfg, Services{})
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	c := dialFrom(t, p.Addrs("inbound")[0], "127.0.0.1")
	up, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer up.Close()
	fmt.Fprint(up, "220 legacy.example ESMTP\r\n")
	c.hear("220 legacy.example ESMTP")
	c.say("HELO client.example")
	bufio.NewReader(up).ReadString('\n') // and no answer, ever
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	c.hear("421 4.3.2 closing down, try again later")
	c.hearEnd()
}
