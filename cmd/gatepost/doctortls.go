package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// shown is what clients are shown, and what it takes to have it issued.
func shown(cfg *proxy.Config) (all []finding) {
	grades := map[slog.Level]grade{slog.LevelInfo: fine, slog.LevelWarn: doubtful, slog.LevelError: ill}
	for _, c := range cfg.TLS {
		for _, f := range certificates.Inspect(c, time.Now()) {
			all = append(all, found(grades[f.Level], "tls %s: %s", c.Label, strings.TrimSuffix(f.Text+": "+f.Advice, ": ")))
		}
		if c.ACME != nil {
			all = append(all, issuing(c.Label, c.ACME)...)
		}
	}
	return all
}

// issuing is whether certificates can be stored, and challenges answered.
func issuing(label string, c *certificates.ACME) []finding {
	all := []finding{found(fine, "tls %s: certificates are kept in %s", label, c.Storage)}
	if why := unkept(c.Storage); why != "" {
		all[0] = found(ill, "tls %s: no certificate can be kept in %s: %s: make it, and give it to the user that gatepost runs as", label, c.Storage, why)
	}
	address := c.Challenged()
	about := fmt.Sprintf("tls %s: %s, where the authority comes to,", label, address)
	return append(all, port(about, proxy.TryListen(address), func() holder { return holderOf("/proc", address) }))
}

// exposed are fronts that others reach and that take passwords in clear.
func exposed(cfg *proxy.Config) (all []finding) {
	for i := range cfg.Fronts {
		f := &cfg.Fronts[i]
		if f.RequireTLS || len(f.ImplicitTLS) > 0 || !slices.ContainsFunc(f.Listen, config.Public) {
			continue
		}
		about := fmt.Sprintf("%s %s: it takes passwords in clear", f.Protocol(), f.Label)
		if f.Protocol() == filters.SMTP {
			about += ", if the server behind offers AUTH there"
		}
		all = append(all, found(doubtful, "%s: set require_tls = true where all clients can do TLS, or have logins at a front of their own with tls", about))
	}
	return all
}

// mistrust says what to do about a handshake that has failed.
func mistrust(err error) string {
	switch {
	case errors.As(err, new(tls.RecordHeaderError)):
		return "this port doesn't begin with TLS: take the one that does (465, 995), or let security be \"starttls\" or \"none\""
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return "name the authority of its certificate by ca"
	case errors.As(err, new(x509.HostnameError)):
		return "name what is in its certificate by server_name"
	case errors.As(err, new(x509.CertificateInvalidError)):
		return "let the server have a certificate that is valid"
	}
	return "let the server speak TLS 1.2 at least, or set legacy_tls = true if it can't"
}

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
		return found(ill, "no TLS: %v: %s", err, mistrust(err))
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
