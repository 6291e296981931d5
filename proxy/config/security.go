package config

import (
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// security reads how the connections to an upstream are protected.
func (s *section) security(c *upstream.Config) {
	c.Security = upstream.Security(s.o.Choice("security", string(upstream.None), "of the connection; starttls and tls are never without TLS",
		string(upstream.None), string(upstream.Opportunistic), string(upstream.StartTLS), string(upstream.ImplicitTLS)))
	c.Unverified = !s.o.Bool("verify", true, "whether its certificate is checked")
	c.CA = s.file("ca", "the authorities that its certificate may be from; default: those of the system")
	c.ServerName = s.serverName()
	c.Certificate = s.file("certificate", "that we show it, in PEM")
	c.Key = s.file("key", "of our certificate, in PEM")
	c.LegacyTLS = s.o.Bool("legacy_tls", false, "TLS 1.0 and 1.1 towards an old server")
	if set, has := s.setting("security"); !has || set.Value == string(upstream.None) {
		s.idleTLS(c)
		return
	}
	s.checkTLS(c)
	s.lax(c)
}

func (s *section) serverName() string {
	name := s.o.String("server_name", "", "in its certificate; default: the host of servers")
	set, _ := s.setting("server_name")
	if _, is := set.Value.(string); is && !validHost(name) && !validIP(name) {
		s.refuse("server_name", wantHost, name)
	}
	return name
}

// idleTLS complains of what somebody may rely on who has left out the one option that makes it count.
func (s *section) idleTLS(c *upstream.Config) {
	for name, set := range map[string]bool{
		"verify": c.Unverified, "ca": c.CA != "", "server_name": c.ServerName != "", "certificate": c.Certificate != "",
		"key": c.Key != "", "legacy_tls": c.LegacyTLS,
	} {
		if set {
			s.wrong(name, `it is about TLS, and security is "none": want security = "starttls", or "tls" for TLS from the first byte`)
		}
	}
}

// checkTLS looks at the files.
func (s *section) checkTLS(c *upstream.Config) {
	_, ours := s.setting("certificate")
	_, key := s.setting("key")
	switch {
	case ours && !key:
		s.wrong("certificate", `name the file of its key too: key = "privkey.pem"`)
	case key && !ours:
		s.wrong("key", `name the file of its certificate too: certificate = "fullchain.pem"`)
	case ours:
		_, err := certificates.Pair(c.Certificate, c.Key)
		s.usable(err)
	}
	if c.CA != "" {
		_, err := certificates.Pool(c.CA)
		s.usable(err)
	}
	if _, ca := s.setting("ca"); ca && c.Unverified {
		s.wrong("ca", "with verify = false no certificate is checked: leave one of the two out")
	}
}

// lax warns of what is weaker than it looks.
func (s *section) lax(c *upstream.Config) {
	if set, _ := s.setting("verify"); c.Unverified {
		s.r.warn(set.At, "%s: verify = false: whoever is between the gateway and its servers can read and change all mail; give it the authority of "+
			"their certificate by ca", s.name)
	}
	if set, _ := s.setting("legacy_tls"); c.LegacyTLS {
		s.r.warn(set.At, "%s: legacy_tls = true: TLS 1.0 and 1.1 are broken; use them on a network that you trust, until its servers know better", s.name)
	}
}
