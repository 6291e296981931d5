package upstream

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// noConn is a connection that is never spoken on.
type noConn struct{ net.Conn }

func dialNothing(context.Context, string, string) (net.Conn, error) { return noConn{}, nil }

func order(u *Upstream) string {
	var names []string
	for _, s := range u.Servers() {
		names = append(names, s.Addr())
	}
	return strings.Join(names, " ")
}

func three(t testing.TB, b Balance) *Upstream {
	leaktest.Check(t)
	return New(Config{Label: "legacy", Servers: []string{"a:25", "b:25", "c:25"}, Balance: b}, dialNothing, nil)
}

func TestServers(t *testing.T) {
	for _, test := range []struct {
		balance Balance
		want    []string
	}{
		{"", []string{"a:25 b:25 c:25", "a:25 b:25 c:25"}},
		{First, []string{"a:25 b:25 c:25", "a:25 b:25 c:25"}},
		{RoundRobin, []string{"a:25 b:25 c:25", "b:25 c:25 a:25", "c:25 a:25 b:25", "a:25 b:25 c:25"}},
		{LeastConn, []string{"a:25 b:25 c:25", "a:25 b:25 c:25"}},
	} {
		u := three(t, test.balance)
		for i, want := range test.want {
			if got := order(u); got != want {
				t.Errorf("%q, call %d: %s, want %s", test.balance, i+1, got, want)
			}
		}
	}
}

func TestServersAreTheCallers(t *testing.T) {
	for _, b := range []Balance{First, RoundRobin, LeastConn} {
		u := three(t, b)
		slices.Reverse(u.Servers())
		if got := u.servers[0].Addr(); got != "a:25" {
			t.Errorf("%s: a caller has turned the upstream's own list: first is %s", b, got)
		}
	}
}

func TestLeastConnFollowsTheCount(t *testing.T) {
	u := three(t, LeastConn)
	connect := func(i int) {
		if _, err := u.servers[i].Connect(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	connect(0)
	connect(0)
	connect(1)
	if got := order(u); got != "c:25 b:25 a:25" {
		t.Errorf("with 2, 1 and 0 connections: %s", got)
	}
	u.servers[0].Release()
	if got := order(u); got != "c:25 a:25 b:25" {
		t.Errorf("with 1, 1 and 0 connections: %s", got)
	}
}

func TestServersOfNone(t *testing.T) {
	for _, b := range []Balance{First, RoundRobin, LeastConn} {
		if got := New(Config{Balance: b}, nil, nil).Servers(); len(got) != 0 {
			t.Errorf("%s: %v", b, got)
		}
	}
}

func TestConnectReachesAServer(t *testing.T) {
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	u := New(Config{Servers: []string{l.Addr().String()}}, nil, nil)
	c, err := u.Servers()[0].Connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := c.RemoteAddr().String(); got != l.Addr().String() {
		t.Errorf("connected to %s, want %s", got, l.Addr())
	}
}

func TestConnectThatFails(t *testing.T) {
	refused := errors.New("refused")
	u := New(Config{Label: "legacy", Servers: []string{"a:25"}},
		func(context.Context, string, string) (net.Conn, error) { return nil, refused }, nil)
	_, err := u.servers[0].Connect(t.Context())
	if !errors.Is(err, refused) || !strings.Contains(err.Error(), "upstream legacy") {
		t.Errorf("error %v, want the upstream's name and the cause", err)
	}
	if n := u.servers[0].connections.Load(); n != 0 {
		t.Errorf("%d connections are counted after a failure", n)
	}
}

func TestConnectIsBounded(t *testing.T) {
	for _, test := range []struct {
		connect, want time.Duration
	}{{0, 5 * time.Second}, {time.Second, time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			hang := func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			u := New(Config{Servers: []string{"a:25"}, Connect: test.connect}, hang, nil)
			begun := time.Now()
			_, err := u.servers[0].Connect(t.Context())
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != test.want {
				t.Errorf("connect = %v: %v after %v, want %v", test.connect, err, time.Since(begun), test.want)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	u := New(Config{}, nil, nil)
	if u.Greet() != 30*time.Second || u.Reply() != 5*time.Minute {
		t.Errorf("greet %v, reply %v; want 30s, 5m", u.Greet(), u.Reply())
	}
	u = New(Config{Label: "legacy", Greet: time.Second, Reply: time.Minute}, nil, nil)
	if u.Greet() != time.Second || u.Reply() != time.Minute || u.Label() != "legacy" {
		t.Errorf("greet %v, reply %v, label %q; want what was configured", u.Greet(), u.Reply(), u.Label())
	}
}
