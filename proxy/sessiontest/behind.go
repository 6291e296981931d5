package sessiontest

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Behind is an upstream of one server.
func Behind(address string) *upstream.Upstream {
	return upstream.New(upstream.Config{Label: "behind", Servers: []string{address}}, nil, nil)
}

// PatientlyBehind is an upstream that is waited for for longer than a test waits; nil dials as usual.
func PatientlyBehind(address string, dial upstream.DialFunc) *upstream.Upstream {
	return upstream.New(upstream.Config{
		Label: "behind", Servers: []string{address}, Connect: Hour, Greet: Hour, Reply: Hour,
	}, dial, nil)
}

// BehindClock is an upstream for which time passes by a clock.
func BehindClock(address string, clock *proxytest.Clock) *upstream.Upstream {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return clock.Conn(c), nil
	}
	return upstream.New(upstream.Config{Label: "behind", Servers: []string{address}}, dial, clock)
}

// Hurry is a clock that lets the time for a reply, five minutes, pass as soon as a fault has struck.
func Hurry(t testing.TB, struck <-chan struct{}) *proxytest.Clock {
	leaktest.Check(t)
	clock := proxytest.NewClock()
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Go(func() {
		for {
			select {
			case <-struck:
				if err := clock.Advance(5*time.Minute + time.Second); err != nil {
					t.Error(err)
				}
			case <-done:
				return
			}
		}
	})
	t.Cleanup(func() { close(done); wg.Wait() })
	return clock
}
