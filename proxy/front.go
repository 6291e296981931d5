package proxy

import (
	"cmp"
	"net"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
)

// session is one client connection being served.
type session interface {
	Serve()                 // to its end; closes the connection
	Stop(conversation.Stop) // may come at any time, and often
}

// front is what new sessions of a front get, and how many there may be. It belongs to one generation and never changes.
type front struct {
	label        string
	spoken       filters.Protocol // in clear, from the first byte; "": it begins with TLS
	most         int              // sessions
	mostByClient int
	open         func(c net.Conn, id string) session
}

// spoken is what clients of the front may hear before TLS.
func (c *FrontConfig) spoken() filters.Protocol {
	if len(c.ImplicitTLS) > 0 {
		return ""
	}
	return c.Protocol()
}

// opener makes what makes the sessions of a front.
func (p *Proxy) opener(g *generation, c *FrontConfig) func(net.Conn, string) session {
	if c.POP3 != nil {
		shared := p.pop3Front(g, c)
		return func(conn net.Conn, id string) session { return p.newPOP3(shared, conn, id) }
	}
	shared := p.smtpFront(g, c)
	return func(conn net.Conn, id string) session { return p.newSMTP(shared, conn, id) }
}

func (p *Proxy) smtpFront(g *generation, c *FrontConfig) *smtp.Front {
	settings := c.SMTP
	settings.Label = c.Label
	settings.Hostname = cmp.Or(settings.Hostname, g.cfg.Hostname)
	return &smtp.Front{
		Config: settings, Chain: c.Chain, Upstream: g.upstreams[c.Upstream], Spool: g.pool,
		DNS: g.dns, Values: p.services.Values, Stream: g.stream, Clock: p.services.Clock,
		TLS: g.protection(c),
	}
}

func (p *Proxy) pop3Front(g *generation, c *FrontConfig) *pop3.Front {
	settings := *c.POP3
	settings.Label = c.Label
	settings.Hostname = cmp.Or(settings.Hostname, g.cfg.Hostname)
	return &pop3.Front{
		Config: settings, Chain: c.Chain, Upstream: g.upstreams[c.Upstream], Spool: g.pool,
		DNS: g.dns, Values: p.services.Values, Stream: g.stream, Clock: p.services.Clock,
		TLS: g.protection(c),
	}
}

// place is where a front listens. A place that two configurations share keeps its socket.
type place struct {
	address string // as configured

	// An address with port 0 is a port of the system's choice, another one for each that asks.
	front string
	nth   int
}

func (c *FrontConfig) place(i int) place {
	if _, port, _ := net.SplitHostPort(c.Listen[i]); port == "0" {
		return place{c.Listen[i], c.Label, i}
	}
	return place{address: c.Listen[i]}
}

// network keeps "0.0.0.0:25" to IPv4: "tcp" would make Go listen on IPv6 too, where nobody expects clients.
func (p place) network() string {
	host, _, _ := net.SplitHostPort(p.address)
	if ip := net.ParseIP(host); ip != nil && ip.To4() != nil {
		return "tcp4"
	}
	return "tcp"
}
