package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// servers are those of an upstream. While one of them greets, mail has a way.
func servers(ctx context.Context, cfg *proxy.Config, c *upstream.Config) []finding {
	user := slices.IndexFunc(cfg.Fronts, func(f proxy.FrontConfig) bool { return f.Upstream == c.Label })
	if user < 0 {
		return []finding{found(doubtful, "upstream %s: no front uses it", c.Label)}
	}
	u := upstream.New(*c, nil, nil)
	defer u.Close()
	var all []finding
	for _, s := range u.Servers() {
		all = append(all, server(ctx, u, s, cfg.Fronts[user].Protocol()))
	}
	if slices.ContainsFunc(all, func(f finding) bool { return f.grade == fine }) {
		for i := range all {
			all[i].grade = min(all[i].grade, doubtful)
		}
	}
	return all
}

// server connects, hears the greeting and takes its leave.
func server(ctx context.Context, u *upstream.Upstream, s *upstream.Server, p filters.Protocol) finding {
	about := fmt.Sprintf("upstream %s: %s", u.Label(), s.Addr())
	began := time.Now()
	c, err := s.Connect(ctx)
	if err != nil {
		return found(ill, "%s: %v: %s", about, cause(err), unreached(err))
	}
	defer s.Release()
	conn, err := wire.NewConn(c, wire.RealClock{})
	if err != nil {
		c.Close()
		return found(ill, "%s: %v", about, err)
	}
	defer conn.Close()
	conn.ReadBy(time.Now().Add(u.Greet()))
	conn.WriteBy(time.Now().Add(u.Greet()))
	if s.Implicit() {
		if err := conn.Secure(tls.Client, s.TLS()); err != nil {
			return found(ill, "%s: no TLS from the first byte: %v: %s", about, err, mistrust(err))
		}
	}
	greeting, welcome, err := greetingOf(conn, p)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return found(ill, "%s: it takes connections and says nothing within %s: clients would wait for it in vain%s", about, u.Greet(), unspoken(s))
	case errors.Is(err, io.EOF):
		return found(ill, "%s: it hangs up without a greeting: let it serve the address of this machine", about)
	case err != nil:
		return found(ill, "%s: %v: does a server of another protocol listen there?", about, err)
	case !welcome:
		return found(ill, "%s: it greets with %q: let it serve the address of this machine", about, greeting)
	}
	took := max(time.Since(began).Round(time.Millisecond), time.Millisecond)
	if u.Upgrades() {
		if f := upgrade(conn, u, s, p); f.grade != fine {
			return found(f.grade, "%s: %s", about, f.text)
		}
	}
	leave(conn)
	return found(fine, "%s: greets after %v with %q, %s", about, took, greeting, protection(conn))
}

// unreached is what to look into when there is no connection.
func unreached(err error) string {
	if errors.As(err, new(*net.DNSError)) {
		return "is the name right, and does the DNS of this machine know it?"
	}
	return "is the server running, and does it listen there?"
}

// unspoken is what may be behind the silence of a server: one that waits for TLS is as silent as one that hangs.
func unspoken(s *upstream.Server) string {
	if s.Implicit() {
		return ""
	}
	return `; where it waits for TLS itself, as at ports 465 and 995, let security be "tls"`
}

// cause is an error of a connection without what was tried, which is said already.
func cause(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

// greetingOf is the first line of a greeting, and whether it is a welcome.
func greetingOf(c *wire.Conn, p filters.Protocol) (line string, welcome bool, err error) {
	var text []byte
	if p == filters.POP3 {
		var s wire.Status
		err = c.ReadStatus(&s, 0)
		text, welcome = s.Text, s.Kind == wire.Positive
	} else {
		var r wire.Reply
		err = c.ReadReply(&r)
		text, welcome = r.Text, r.Code == 220
	}
	line, _, _ = strings.Cut(string(text), "\r\n")
	return line, welcome, err
}

// leave is a courtesy of both protocols: whatever becomes of it, nobody waits for long.
func leave(c *wire.Conn) {
	const patience = 2 * time.Second
	c.WriteBy(time.Now().Add(patience))
	if _, err := c.Write([]byte("QUIT\r\n")); err == nil {
		c.ReadBy(time.Now().Add(patience))
		c.ReadLine(2 << 10)
	}
}
