package proxy

import (
	"context"
	"errors"
	"fmt"
	"net"
)

// listener is a socket that lives as long as its place is in the configuration, whichever front has it.
type listener struct {
	net.Listener
	at       place
	stopping chan struct{} // closed by stop
	done     chan struct{} // closed by the loop that accepts

	errors, refusals seldom // lines of that loop
}

// listen is net.Listen without TCP keep-alive: every wait for a client has a deadline, and four system calls a session are saved.
func listen(network, address string) (net.Listener, error) {
	l := net.ListenConfig{KeepAlive: -1}
	return l.Listen(context.Background(), network, address)
}

// TryListen tells why a front couldn't listen at an address now; nil: it could.
func TryListen(address string) error {
	at := place{address: address}
	l, err := listen(at.network(), at.address)
	if err != nil {
		return err
	}
	return l.Close()
}

// ListenErrors are why a gateway couldn't listen: one for each address at which it couldn't, with its front.
type ListenErrors []error

// Error has a line for each.
func (all ListenErrors) Error() string { return errors.Join(all...).Error() }

func (all ListenErrors) Unwrap() []error { return all }

// listen opens the places of g that have no listener yet: all of them or none.
func (p *Proxy) listen(g *generation) ([]*listener, error) {
	var opened []*listener
	var failed ListenErrors
	for _, at := range g.places {
		if p.listeners[at] != nil {
			continue
		}
		l, err := p.services.Listen(at.network(), at.address)
		if err != nil {
			failed = append(failed, fmt.Errorf("proxy: front %s: %w", g.fronts[at].label, err))
			continue
		}
		opened = append(opened, &listener{Listener: l, at: at, stopping: make(chan struct{}), done: make(chan struct{})})
	}
	if failed == nil {
		return opened, nil
	}
	for _, l := range opened {
		if err := l.Close(); err != nil {
			failed = append(failed, fmt.Errorf("proxy: front %s: %w", g.fronts[l.at].label, err))
		}
	}
	return nil, failed
}

// stopped tells whether an error of Accept is our own doing.
func (l *listener) stopped() bool {
	select {
	case <-l.stopping:
		return true
	default:
		return false
	}
}

// stop closes the socket and waits for the loop that accepts.
func (l *listener) stop() error {
	close(l.stopping)
	err := l.Close()
	<-l.done
	return err
}

func (p *Proxy) stopListening(l *listener) {
	delete(p.listeners, l.at)
	if err := l.stop(); err != nil {
		p.services.Log.Warn("can't close a listener", "address", l.at.address, "error", err)
	}
}
