package config

import (
	"time"

	"github.com/gatepost-mail/gatepost/proxy/smtp"
)

// clientPatience is how long a client waits for the reply to the end of its content before it sends it again (RFC 5321,
// section 4.5.3.2.6). Whoever answers later gets the message twice (RFC 1047).
const clientPatience = 10 * time.Minute

// smtp reads how the sessions of an SMTP front go.
func (s *section) smtp(hostname string) smtp.Config {
	return smtp.Config{
		Label:          s.block.Label,
		Hostname:       hostname,
		OwnGreeting:    s.either("greeting", "upstream", "own", "whose greeting a client sees; with its own the gateway connects when needed and reuses connections"),
		Normalise:      s.either("bare_newline", "refuse", "normalise", "what happens to a bare CR or LF in content"),
		RefusePregreet: s.either("pregreet", "allow", "refuse", "a client that talks before the greeting"),
		Downgrade:      s.o.Bool("downgrade", false, "8-bit messages become 7-bit for a server without 8BITMIME"),
		Auth:           s.auth(),
		MaxSize:        s.size("max_size", 50<<20, "of one message"),
		Errors:         s.count("errors", 20, "of one session, then 421"),
		MaxRecipients:  s.count("max_recipients", 1000, "of one transaction, then 452 4.5.3"),
		Timeouts:       s.one("timeouts").smtpTimeouts(),
	}
}

func (s *section) smtpTimeouts() smtp.Timeouts {
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
