package config

import (
	"net/url"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// acme reads how certificates are had from an authority; nil without the block.
func (s *section) acme() *certificates.ACME {
	defer s.done()
	a := &certificates.ACME{
		Names:     texts(s.checked("names", certifiable, "of this machine, which has a certificate for each; the authority comes and looks")),
		Email:     s.o.String("email", "", "where the authority may write to"),
		Directory: s.directoryURL(),
		CA:        s.file("ca", "in PEM, by which an authority within the house is trusted; default: those of the system"),
		Storage:   s.directory("storage", "of the account, the certificates and their keys; it is made where it is missing"),
		Challenge: certificates.Challenge(s.o.Choice("challenge", string(certificates.HTTP), "how the authority looks: at port 80 or at port 443",
			string(certificates.HTTP), string(certificates.TLSALPN))),
		Listen: s.challengeListener(),
	}
	agreed := s.o.Bool("agreed", false, "you agree to the terms of the authority")
	if s.absent {
		return nil
	}
	if !agreed {
		s.wrong("agreed", "want true, by which you agree to the terms of the authority, %s", termsOf(a.Directory))
	}
	s.someOf("names", `name at least one: names = ["mx1.example.org"]`)
	s.given("storage", `name the directory: storage = "/var/lib/gatepost/acme"`)
	s.usable(certificates.Config{ACME: a}.Check())
	return a
}

func termsOf(directory string) string {
	if directory == certificates.LetsEncrypt {
		return "Let's Encrypt: https://letsencrypt.org/repository/"
	}
	return directory + ", which names them"
}

// certifiable is a rule: who answers at a port is asked for a name, never for an address or all names of a domain.
func certifiable(name string) string {
	if validHost(name) && !strings.HasSuffix(name, ".") && strings.Contains(name, ".") {
		return ""
	}
	return `the whole name of a host such as "mx1.example.org"`
}

func (s *section) directoryURL() string {
	text := s.o.String("directory", certificates.LetsEncrypt, "where the authority begins (RFC 8555, section 7.1.1)")
	if u, err := url.Parse(text); err != nil || u.Scheme != "https" || u.Host == "" {
		s.refuse("directory", `a URL such as "`+certificates.LetsEncrypt+`"`, text)
	}
	return text
}

// challengeListener is a front's neighbour while a challenge is open.
func (s *section) challengeListener() string {
	text := s.o.String("listen", "", "host:port, open while the authority looks; default: all addresses, at the port of the challenge")
	set, has := s.setting("listen")
	if _, is := set.Value.(string); !has || !is {
		return ""
	}
	if want := listener(text); want != "" || strings.HasSuffix(text, ":0") {
		s.refuse("listen", wantAddress, text)
		return ""
	}
	s.r.listeners = append(s.r.listeners, bound{element{text, set.At, set.Hidden}, s.name})
	return text
}
