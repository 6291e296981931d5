package ratelimit

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// facts are what a key can be taken from, as far as they are known at the moment.
type facts struct {
	client   filters.Client
	login    string
	from, to filters.Path
}

// bucket is one in the store.
type bucket struct {
	key   string // "messages client.network 192.0.2.0/24"; "": it isn't counted
	whose string // as the client may hear it: "from 192.0.2.0/24"
}

// bucket finds the one that pays. The client hears its own words of a path: another filter may have rewritten it to
// something that is nobody's business.
func (l *limiter) bucket(f facts) bucket {
	switch l.key {
	case "client.ip":
		return l.named(host(f.client), "from "+host(f.client))
	case "client.network":
		return l.named(f.client.Network().String(), "from "+f.client.Network().String())
	case "sender":
		return l.named(mailbox(f.from), "from "+f.from.Original())
	case "sender.domain":
		return l.named(domain(f.from), "from the domain of "+f.from.Original())
	case "recipient":
		return l.named(mailbox(f.to), "for "+f.to.Original())
	case "recipient.domain":
		return l.named(domain(f.to), "for the domain of "+f.to.Original())
	}
	name := fold(strings.TrimSpace(f.login))
	switch {
	case l.count != "failed_logins":
		return l.named(name, "from this login")
	case name == "": // or who guesses would choose a mechanism that hides it
		return bucket{l.count + " client.ip " + host(f.client), "from " + host(f.client)}
	}
	return l.named(name, "with this name")
}

// maxValue is the most bytes of a key's value that make a difference: an address has no more (RFC 5321, section 4.5.3.1), and the
// name in an AUTH is as long as a stranger likes.
const maxValue = 320

func (l *limiter) named(value, whose string) bucket {
	if value == "" {
		return bucket{}
	}
	return bucket{l.count + " " + l.key + " " + value[:min(len(value), maxValue)], whose}
}
