package conversation_test

import (
	"net"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// A server that takes connections and is silent is told as that, by the upstream's name, and not by the ports of a socket.
func TestSilentServer(t *testing.T) {
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	u := upstream.New(upstream.Config{Label: "legacy", Servers: []string{l.Addr().String()}, Greet: time.Millisecond}, nil, nil)
	defer u.Close()
	var told []journal.Event
	s := conversation.Search{Upstream: u, Clock: standing{now: time.Now()}, Emit: func(e journal.Event) { told = append(told, e) }}
	s.Greeting = func(up *conversation.Leg) error {
		_, err := up.ReadLine(100)
		return s.Ungreeted(up, err)
	}
	if up, err := s.Find(t.Context(), t.Context()); up != nil || err == nil {
		t.Fatalf("found %v, %v", up, err)
	}
	const want = "upstream legacy takes connections and says nothing within 1ms"
	if len(told) != 1 || told[0].Err == nil || told[0].Err.Error() != want {
		t.Errorf("on record is %v, want %s", told, want)
	}
}

// standing is a clock on which nothing takes time but waiting.
type standing struct {
	wire.RealClock
	now time.Time
}

func (c standing) Now() time.Time { return c.now }
