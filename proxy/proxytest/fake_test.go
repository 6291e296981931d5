package proxytest

import (
	"bytes"
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"time"
)

// fake is a gateway that a test scripts: serve plays one session after the other.
type fake struct {
	stage    *Stage
	listener net.Listener
	upstream []string // the player's addresses
	serve    func(f *fake, client net.Conn)
	ended    chan struct{}

	mu     sync.Mutex
	open   []net.Conn
	closed bool
}

// startFake makes a gateway with n upstream servers.
func startFake(n int, serve func(*fake, net.Conn)) Start {
	return func(s *Stage) (Gateway, error) {
		f := &fake{stage: s, serve: serve, ended: make(chan struct{})}
		for range n {
			addr, err := s.Upstream("server.example:25")
			if err != nil {
				return nil, err
			}
			f.upstream = append(f.upstream, addr)
		}
		var err error
		if f.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, err
		}
		go f.accept()
		return f, nil
	}
}

func (f *fake) accept() {
	defer close(f.ended)
	for {
		c, err := f.listener.Accept()
		if err != nil {
			return
		}
		f.serve(f, f.keep(c))
	}
}

// keep wraps a connection and closes it with the gateway.
func (f *fake) keep(c net.Conn) net.Conn {
	c = f.stage.Clock.Conn(c)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open = append(f.open, c)
	if f.closed {
		c.Close()
	}
	return c
}

func (f *fake) dialServer(i int) (net.Conn, error) {
	c, err := net.Dial("tcp", f.upstream[i])
	if err != nil {
		return nil, err
	}
	return f.keep(c), nil
}

// hear reads once, for at most five minutes of the fake clock.
func (f *fake) hear(c net.Conn) ([]byte, error) {
	c.SetReadDeadline(f.stage.Clock.Now().Add(5 * time.Minute))
	b := make([]byte, 1<<20)
	n, err := c.Read(b)
	return b[:n], err
}

func (f *fake) Dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", f.listener.Addr().String())
}

func (f *fake) Close() error {
	err := f.listener.Close()
	f.mu.Lock()
	f.closed = true
	for _, c := range f.open {
		c.Close()
	}
	f.mu.Unlock()
	<-f.ended
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// turn is what a scripted proxy makes of what it heard: what goes on to the other end, and what goes back.
type turn func(heard []byte) (on, back []byte)

func unchanged(heard []byte) (on, back []byte) { return heard, nil }

// relay is a proxy that hears the upstream, then the client, then the upstream, and so on. What it answers itself
// needs no answer. After the last words of a server it closes.
func relay(up, down turn) Start {
	return startFake(1, func(f *fake, client net.Conn) {
		defer client.Close()
		server, err := f.dialServer(0)
		if err != nil {
			return
		}
		defer server.Close()
		for f.pass(client, server, down) && f.pass(server, client, up) {
		}
	})
}

// pass hears whole lines and passes them on; long ones not at once.
func (f *fake) pass(to, from net.Conn, what turn) bool {
	for {
		held, err := f.hear(from)
		for err == nil && !bytes.HasSuffix(held, []byte("\r\n")) && len(held) < 4096 {
			var more []byte
			more, err = f.hear(from)
			held = append(held, more...)
		}
		if err != nil {
			return false
		}
		on, back := what(held)
		from.Write(back)
		to.Write(on)
		if len(on) > 0 && !isChunk(held) {
			return !isLast(held)
		}
	}
}

func isLast(heard []byte) bool {
	return slices.ContainsFunc([]string{"221", "421", "+OK bye"}, func(words string) bool { return bytes.HasPrefix(heard, []byte(words)) })
}

// isChunk tells whether more of the group comes; that of a test ends in QUIT.
func isChunk(heard []byte) bool {
	return len(heard) >= 4096 && !bytes.HasSuffix(heard, []byte("QUIT\r\n"))
}
