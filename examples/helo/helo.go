// Package helo refuses clients that call themselves what they can't be: a bare word, an address without its brackets, or
// one of our own names. An address literal such as [192.0.2.5] is a legal name (RFC 5321, section 4.1.3).
//
//	plugin "helo" {
//	  source  = "helo.go"
//	  options = { own = ["mx1.example.org"] }
//	}
package helo

import (
	"net/netip"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	own := o.List("own", nil, "our own names, which no client has")
	return &filters.Filter{
		Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
			if why := doubt(h.Name, own); why != "" {
				return filters.Refuse("5.7.1", h.Name+"... "+why)
			}
			return filters.Pass()
		},
	}, o.Err()
}

// doubt says why a name can't be the client's; "" if it can.
func doubt(name string, own []string) string {
	if strings.HasPrefix(name, "[") {
		return ""
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return "an address is written in brackets"
	}
	if !strings.Contains(name, ".") {
		return "a name has a domain"
	}
	for _, o := range own {
		if strings.EqualFold(name, o) {
			return "that is my own name"
		}
	}
	return ""
}
