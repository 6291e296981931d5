package config

import (
	"slices"

	"github.com/gatepost-mail/gatepost/proxy"
)

// fronts reads those of both protocols, in the order in which they are written.
func (s *section) fronts(cfg *proxy.Config) []proxy.FrontConfig {
	taken, users := labels{}, map[string]*section{}
	var all []proxy.FrontConfig
	for _, block := range s.blocks("smtp", "pop3") {
		taken.take(block)
		front := block.front(cfg)
		block.shares(users, front.Upstream)
		for _, e := range block.listeners() {
			block.overlap(e)
			s.r.listeners = append(s.r.listeners, bound{e, block.name})
			front.Listen = append(front.Listen, e.text)
		}
		block.odd(block.name, s.r.listeners)
		block.done()
		all = append(all, front)
	}
	if len(all) == 0 && !s.r.partial {
		s.r.problem(s.block.At, `there is no front: smtp "inbound" { … } is one, pop3 "mailbox" { … } another`)
	}
	return all
}

func (s *section) listeners() []element {
	s.someOf("listen", `name at least one: listen = ["[::]:%d"]`, portsOf[s.block.Type][0])
	return s.checked("listen", listener, "host:port; [::] listens on IPv4 too")
}

// front reads all of a front but its listeners.
func (s *section) front(cfg *proxy.Config) proxy.FrontConfig {
	var known, shown []string
	for _, u := range cfg.Upstreams {
		known = append(known, u.Label)
	}
	for _, c := range cfg.TLS {
		shown = append(shown, c.Label)
	}
	known, shown = named(known), named(shown)
	front := proxy.FrontConfig{
		Label:                s.block.Label,
		Upstream:             s.reference("upstream", "upstream", "one: upstream = "+example("upstream", known), known),
		MaxSessions:          s.count("max_sessions", 10000, "at once; more are turned away"),
		MaxSessionsPerClient: s.count("max_sessions_per_client", 200, "at once, by address"),
	}
	s.tls(&front, shown)
	if s.block.Type == "pop3" {
		front.POP3 = s.pop3(cfg.Hostname)
	} else {
		front.SMTP = s.smtp(cfg.Hostname)
	}
	var enforced []link
	front.Chain, enforced = s.one("filters").chain(s.name, protocolOf(s.block.Type))
	for _, l := range enforced {
		front.Filters = append(front.Filters, l.block.Type)
	}
	if s.block.Type == "smtp" {
		s.r.doors = append(s.r.doors, s.door(front.Upstream, enforced))
	}
	return front
}

// named are the labels of those that have one, each once.
func named(all []string) []string {
	var once []string
	for _, label := range all {
		if label != "" && !slices.Contains(once, label) {
			once = append(once, label)
		}
	}
	return once
}

// either reads a choice of two, of which the first is the default, and tells whether it is the second.
func (s *section) either(name, first, second, usage string) bool {
	return s.o.Choice(name, first, usage, first, second) == second
}

// auth reads the mechanisms that can wrap the connection, which would hide what follows from the gateway. All others
// are offered without being named, so naming one must not look as if it left out the rest.
func (s *section) auth() []string {
	return texts(s.checked("auth", wrapping, "SASL mechanisms that are offered although they can wrap the connection"))
}

func wrapping(mechanism string) string {
	switch mechanism {
	case "GSSAPI", "DIGEST-MD5", "KERBEROS_V4":
		return ""
	}
	return `"GSSAPI", "DIGEST-MD5" or "KERBEROS_V4" (others are offered without being named)`
}
