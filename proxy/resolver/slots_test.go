package resolver

import (
	"context"
	"errors"
	"net"
	"syscall"
	"testing"
	"time"
)

// bell is a clock that rings for whoever waits when the test says so.
type bell chan time.Time

func (bell) Now() time.Time                         { return time.Unix(0, 0) }
func (b bell) After(time.Duration) <-chan time.Time { return b }

// crowded is a resolver that has no slot left, before a port where nobody answers.
func crowded(t *testing.T) (*Resolver, bell) {
	t.Helper()
	// A socket that is connected elsewhere keeps the port from others and takes nothing from us.
	elsewhere, err := net.Dial("udp", "127.0.0.1:9")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { elsewhere.Close() })
	b := make(bell)
	r, err := New(Config{Servers: []string{elsewhere.LocalAddr().String()}}, b)
	if err != nil {
		t.Fatal(err)
	}
	for range cap(r.slots) {
		r.slots <- struct{}{}
	}
	return r, b
}

func TestNoSlotInTime(t *testing.T) {
	r, b := crowded(t)
	defer r.Close()
	p := r.begin(question{"example.org", kinds[0]})
	b <- b.Now()
	_, err := p.wait(context.Background())
	if want := "resolver: A example.org: no turn in time: 1000 lookups under way"; err == nil || err.Error() != want {
		t.Errorf("have %v, want %q", err, want)
	}
}

func TestASlotIsAwaited(t *testing.T) {
	r, _ := crowded(t)
	defer r.Close()
	p := r.begin(question{"example.org", kinds[0]})
	for range cap(r.slots) {
		<-r.slots
	}
	_, err := p.wait(context.Background())
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("have %v, want that nobody is there", err)
	}
	if len(r.slots) != 0 {
		t.Errorf("%d slots are still taken", len(r.slots))
	}
}

func TestCloseEndsTheWaitForASlot(t *testing.T) {
	r, _ := crowded(t)
	p := r.begin(question{"example.org", kinds[0]})
	r.Close()
	if _, err := p.wait(context.Background()); err == nil || err.Error() != "resolver: A example.org: the resolver is closed" {
		t.Errorf("have %v", err)
	}
}
