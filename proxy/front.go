package proxy

import (
	"net"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// session is one client connection being served.
type session interface {
	Serve()                 // to its end; closes the connection
	Stop(conversation.Stop) // may come at any time, and often
}

// front is what new sessions of a front get, and how many there may be. It belongs to one generation and never changes.
type front struct {
	label        string
	most         int // sessions
	mostByClient int
	open         func(c net.Conn, id string) session
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
