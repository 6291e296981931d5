package config

import (
	"time"

	"github.com/gatepost-mail/gatepost/proxy/pop3"
)

// pop3 reads how the sessions of a POP3 front go.
func (s *section) pop3(hostname string) *pop3.Config {
	return &pop3.Config{
		Label:    s.block.Label,
		Hostname: hostname,
		Auth:     s.auth(),
		Errors:   s.count("errors", 20, "of one session, then it is closed"),
		MaxSize:  s.size("max_size", 50<<20, "of one message that filters are shown"),
		Error:    s.either("refused", "notice", "error", "what a client gets in the place of a message that a filter refuses"),
		Timeouts: s.one("timeouts").pop3Timeouts(),
	}
}

func (s *section) pop3Timeouts() pop3.Timeouts {
	defer s.done()
	return pop3.Timeouts{
		Command: s.duration("command", 10*time.Minute, "for one command line (RFC 1939, section 3)"),
		Session: s.duration("session", 2*time.Hour, "for all of it"),
	}
}
