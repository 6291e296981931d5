// Package relay refuses mail that is neither for us nor from us, so that the upstream is no open relay, whatever the
// upstream itself would do.
//
//	relay {
//	  domains       = ["example.org", "example.net", "[192.0.2.25]"]
//	  domains_file  = "domains"
//	  networks      = ["127.0.0.0/8", "::1", "2001:db8::/32"]
//	  authenticated = true
//	}
//
// A client in networks, or one that has logged in (unless authenticated is false), may send anywhere, in any form that
// SMTP knows. All others may send to domains, and to <postmaster> without a domain, which every server must take. Who
// may do what is decided anew for each recipient. Nothing set lets in those who have logged in, and is the policy of a
// front for submission; settings that let nobody send anything are an error.
//
// domains are those for which we are the destination. They are compared whole and without case: a sub-domain is not
// listed with its parent, and there are no wildcards. An address literal is listed with its brackets, as clients write
// it. A name with characters beyond ASCII is listed in both forms, "bücher.example" in lower case and
// "xn--bcher-kva.example", since neither is converted into the other. domains_file names a file with one domain a line;
// # begins a comment. It is read when the configuration is; a relative name counts from the folder of the configuration's
// file.
//
// networks are prefixes or single addresses, IPv4 and IPv6. "::/0" has no IPv4 client in it. Behind a balancer or in a
// container's network all clients can have one address: don't list it.
//
// A front that other machines reach isn't served without this filter in force, nor with one that lets strangers send
// anywhere, as by a network larger than anybody's own; unless the front has open_relay = true.
//
// It answers, with the path as it would have gone up:
//
//	550 5.7.1 <user@foreign.example>... Relaying denied
//	553 5.1.3 <@host.example:user@example.org>... Source routes denied
//	553 5.1.3 <user%foreign.example@example.org>... Routing in the local part denied
//	553 5.1.3 <=?utf-8?q?user=40foreign.example?=@example.org>... Encoded words denied
//
// The last three are for addresses of our own domains by which some servers send mail elsewhere: a source route;
// %, ! or @ in the local part, quoted or not, or a character that only looks like one of them; an encoded word.
//
// It judges the path as the filters before it have left it. A filter before it that answers Accept to a recipient lets
// that one by, and one behind it can still put another recipient in the place of a good one: it belongs first, behind
// only those that rewrite recipients. In a POP3 front, where nobody is a recipient, it is an error.
package relay

import "github.com/gatepost-mail/gatepost/filters"

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	domains := o.List("domains", nil, "domains that mail is for, each as it is; no sub-domains, no wildcards")
	more := o.Lines("domains_file", "a file with more domains, one a line; # begins a comment")
	networks := o.List("networks", nil, "prefixes and addresses of clients that may send anywhere")
	authenticated := o.Bool("authenticated", true, "a client that has logged in may send anywhere")
	r := rules{readDomains(o, domains, more), readNetworks(o, networks), authenticated}
	if len(r.domains) == 0 && len(r.networks) == 0 && !r.authenticated && o.Err() == nil {
		o.Errorf("", "nobody could send anything: give domains, domains_file or networks, or set authenticated")
	}
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			if r.trusts(s) {
				return filters.Pass()
			}
			return r.judge(to)
		},
	}, o.Err()
}

// rules are what New has read; nothing writes them after it.
type rules struct {
	domains       map[string]bool // in lower case
	networks      networks
	authenticated bool
}

// trusts tells whether the client may send anywhere. It is asked for each recipient, so no right outlives its reason.
func (r *rules) trusts(s *filters.Session) bool {
	return r.authenticated && s.User() != "" || r.networks.contain(s.Client().Addr)
}

// judge answers for a client that may not send anywhere.
func (r *rules) judge(to *filters.Path) filters.Verdict {
	domain := lower(to.Domain())
	if domain == "" { // RFC 5321, section 4.5.1: the parser has let none but postmaster through
		return filters.Pass()
	}
	if !r.domains[domain] {
		return filters.Refuse("5.7.1", to.String()+"... Relaying denied")
	}
	if why := detour(to); why != "" {
		return filters.RefuseCode(553, "5.1.3", to.String()+"... "+why+" denied")
	}
	return filters.Pass()
}
