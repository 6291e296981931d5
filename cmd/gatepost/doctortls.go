package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// shown is what clients are shown.
func shown(cfg *proxy.Config) (all []finding) {
	grades := map[slog.Level]grade{slog.LevelInfo: fine, slog.LevelWarn: doubtful, slog.LevelError: ill}
	for _, c := range cfg.TLS {
		for _, f := range certificates.Inspect(c, time.Now()) {
			all = append(all, found(grades[f.Level], "tls %s: %s", c.Label, f.Text))
		}
	}
	return all
}

const mistrusted = "name the authority of its certificate by ca, and the name in it by server_name, or let the server have a certificate that fits"

var errNotOffered = errors.New("it isn't offered")

// upgrade begins TLS as a session would.
func upgrade(c *wire.Conn, u *upstream.Upstream, s *upstream.Server, p filters.Protocol) finding {
	err := offered(c, p)
	switch {
	case errors.Is(err, errNotOffered) && !u.Insists():
		return found(doubtful, "it doesn't offer TLS, so mail and passwords go there in clear")
	case err != nil:
		return found(ill, "no STARTTLS or STLS: %v: let the server offer it, or security be another", err)
	}
	if err := c.Secure(tls.Client, s.TLS()); err != nil {
		return found(ill, "no TLS: %v: %s", err, mistrusted)
	}
	return finding{}
}

// offered asks for TLS, as far as the server offers it.
func offered(c *wire.Conn, p filters.Protocol) error {
	if p == filters.POP3 {
		return agreed(c, "STLS", p)
	}
	var reply wire.Reply
	if _, err := fmt.Fprint(c, "EHLO gatepost.invalid\r\n"); err != nil {
		return err
	}
	if err := c.ReadReply(&reply); err != nil {
		return err
	}
	for line := range strings.Lines(string(reply.Text)) {
		if reply.Code == 250 && strings.EqualFold(strings.TrimSpace(line[len("250 "):]), "STARTTLS") {
			return agreed(c, "STARTTLS", p)
		}
	}
	return errNotOffered
}

// agreed says a command and wants it to be taken.
func agreed(c *wire.Conn, command string, p filters.Protocol) error {
	if _, err := fmt.Fprint(c, command+"\r\n"); err != nil {
		return err
	}
	answer, yes, err := greetingOf(c, p)
	switch {
	case err != nil:
		return err
	case !yes && p == filters.POP3:
		return errNotOffered
	case !yes:
		return fmt.Errorf("it answers %q", answer)
	}
	return nil
}

// protection is how a connection to a server is protected, in words.
func protection(c *wire.Conn) string {
	state := c.TLS()
	if state == nil {
		return "in clear"
	}
	return "under " + tls.VersionName(state.Version)
}
