package config

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// identities are what fronts can show.
func (s *section) identities() []certificates.Config {
	taken := labels{}
	var all []certificates.Config
	for _, block := range s.blocks("tls") {
		taken.take(block)
		all = append(all, block.identity())
	}
	return all
}

func (s *section) identity() certificates.Config {
	defer s.done()
	c := certificates.Config{
		Label:       s.block.Label,
		Certificate: s.file("certificate", "in PEM, with those that lead to its authority; it is read again when it changes"),
		Key:         s.file("key", "of the certificate, in PEM; it is read again when it changes"),
		ClientCA:    s.file("client_ca", "whose certificates clients may show; who shows another is sent away, who shows none isn't"),
		ACME:        s.one("acme").acme(),
	}
	s.namedUnless(c.ACME != nil, "certificate", `certificate = "fullchain.pem", or have one issued: acme { … }`)
	s.namedUnless(c.ACME != nil, "key", `key = "privkey.pem", or credential("tls.key")`)
	s.usable(c.Check())
	return c
}

// namedUnless wants a file to be named unless ACME makes it.
func (s *section) namedUnless(acme bool, name, advice string) {
	switch _, has := s.setting(name); {
	case !acme && !has:
		s.wrong(name, "name its file: %s", advice)
	case acme && has:
		s.wrong(name, "acme gets the certificate and makes its key: leave one out")
	}
}

// file reads the name of a file that isn't read here alone, but again when it changes. It becomes a path from the root.
func (s *section) file(name, usage string) string {
	path := s.o.String(name, "", usage)
	set, has := s.setting(name)
	if _, is := set.Value.(string); !has || !is {
		return ""
	}
	switch {
	case path == "":
		s.wrong(name, "want the path of a file")
		return ""
	case strings.Contains(path, "\n"):
		s.wrong(name, "want the path of a file, not what is in it: it is read again when it changes")
		return ""
	}
	return s.r.disk.key(s.r.disk.beside(set.At.File, path))
}

// usable puts on the list what is wrong with a file that this section names, if its name is right and it is the one that is used. Who only looks
// at a configuration may read less than the gateway.
func (s *section) usable(err error) {
	about := (*certificates.FileError)(nil)
	if !errors.As(err, &about) || about.Path == "" || s.r.played {
		return
	}
	set, has := s.setting(about.Option)
	if set.Hidden {
		err = about.Err
	}
	switch {
	case !has: // it is of another section
	case errors.Is(err, fs.ErrPermission):
		s.r.warn(set.At, "%soption %s: %v: the gateway doesn't start unless it may read it", s.prefix(), about.Option, err)
	default:
		s.wrong(about.Option, "%v", err)
	}
}

// tls reads what a front shows.
func (s *section) tls(front *proxy.FrontConfig, known []string) {
	front.StartTLS = s.references("starttls", "tls", known)
	front.ImplicitTLS = s.references("tls", "tls", known)
	front.RequireTLS = s.o.Bool("require_tls", false, "nobody logs in or sends before TLS")
	_, later := s.setting("starttls")
	_, first := s.setting("tls")
	if later && first {
		s.wrong("tls", "it is TLS from the first byte, and starttls is set too: leave one out, or make another front of it")
	}
	if front.RequireTLS && !later && !first {
		s.wrong("require_tls", "nobody could come in without starttls or tls: name what to show, starttls = %s", example("tls", known))
	}
}

// references reads the name of a block of a kind, or several, none if it is absent.
func (s *section) references(name, kind string, known []string) []string {
	s.taken = append(s.taken, name)
	set, has := s.setting(name)
	list, several := set.Value.([]any)
	switch {
	case slices.ContainsFunc(s.block.Blocks, func(b filters.Block) bool { return b.Type == name }):
		s.r.problem(s.block.At, "%s%s is no block here: %s = %s", s.prefix(), name, name, example(kind, known))
		return nil
	case !has || s.r.broken[set.At]:
		return nil
	case !several:
		return []string{s.referred(set.At, name, kind, set.Value, known)}
	}
	var all []string
	for i, value := range list {
		label := s.referred(set.Elements[i], name, kind, value, known)
		if label != "" && slices.Contains(all, label) {
			s.r.problem(set.Elements[i], "%soption %s: %s.%s is there already", s.prefix(), name, kind, label)
		}
		all = append(all, label)
	}
	if len(all) == 0 {
		s.wrong(name, "name at least one, or leave it out: %s = %s", name, example(kind, known))
	}
	return all
}
