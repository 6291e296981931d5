package config

import (
	"slices"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
)

// clientPatience is how long a client waits for the reply to the end of its content before it sends it again (RFC 5321,
// section 4.5.3.2.6). Whoever answers later gets the message twice (RFC 1047).
const clientPatience = 10 * time.Minute

func (s *section) fronts(cfg *proxy.Config) []proxy.FrontConfig {
	taken := labels{}
	var all []proxy.FrontConfig
	for _, block := range s.blocks("smtp") {
		taken.take(block)
		front := block.smtp(cfg)
		for _, e := range block.listeners() {
			block.overlap(e)
			s.r.listeners = append(s.r.listeners, bound{e, block.name})
			front.Listen = append(front.Listen, e.text)
		}
		block.done()
		all = append(all, front)
	}
	if len(all) == 0 && !s.r.partial {
		s.r.problem(s.block.At, `there is no front: smtp "inbound" { … } is one`)
	}
	return all
}

func (s *section) listeners() []element {
	s.someOf("listen", `name at least one: listen = ["[::]:25"]`)
	return s.checked("listen", listener, "host:port; [::] listens on IPv4 too")
}

// smtp reads all of a front but its listeners.
func (s *section) smtp(cfg *proxy.Config) proxy.FrontConfig {
	var known []string
	for _, u := range cfg.Upstreams {
		if u.Label != "" && !slices.Contains(known, u.Label) {
			known = append(known, u.Label)
		}
	}
	front := proxy.FrontConfig{
		Label:                s.block.Label,
		Upstream:             s.reference("upstream", "upstream", "one: upstream = "+example("upstream", known), known),
		MaxSessions:          s.count("max_sessions", 10000, "at once; more are told 421 4.7.0"),
		MaxSessionsPerClient: s.count("max_sessions_per_client", 200, "at once, by address"),
		SMTP:                 s.sessions(cfg.Hostname),
	}
	front.SMTP.Timeouts = s.one("timeouts").timeouts()
	front.Chain, front.Filters = s.one("filters").chain(s.name, filters.SMTP)
	return front
}

func (s *section) sessions(hostname string) smtp.Config {
	return smtp.Config{
		Label:          s.block.Label,
		Hostname:       hostname,
		OwnGreeting:    s.either("greeting", "upstream", "own", "whose greeting a client sees; with its own the gateway connects when needed and reuses connections"),
		Normalise:      s.either("bare_newline", "refuse", "normalise", "what happens to a bare CR or LF in content"),
		RefusePregreet: s.either("pregreet", "allow", "refuse", "a client that talks before the greeting"),
		Auth:           s.auth(),
		MaxSize:        s.size("max_size", 50<<20, "of one message"),
		Errors:         s.count("errors", 20, "of one session, then 421"),
		MaxRecipients:  s.count("max_recipients", 1000, "of one transaction, then 452 4.5.3"),
	}
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

func (s *section) timeouts() smtp.Timeouts {
	defer s.done()
	t := smtp.Timeouts{
		Command: s.duration("command", 5*time.Minute, "for one command line"),
		Data:    s.duration("data", 3*time.Minute, "for each block of content"),
		EndData: s.duration("end_data", 8*time.Minute, "from the end of content to its reply"),
		Session: s.duration("session", time.Hour, "for all of it"),
	}
	if t.EndData >= clientPatience {
		s.wrong("end_data", "want less than the client's 10m: it would send again what was accepted (RFC 1047)")
	}
	return t
}
