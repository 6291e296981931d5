package smtp

import (
	"errors"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// secure tells whether the client's connection is under TLS.
func (s *Session) secure() bool { return s.tls != filters.TLS{} }

// exposed tells whether the client has to begin TLS before it says what others could listen to.
func (s *Session) exposed() bool { return s.front.TLS.Required && !s.secure() }

// wantsHello tells whether the gate sees to it that the client has introduced itself: where the upstream couldn't, since it was greeted by
// another one, or heard the client before TLS.
func (s *Session) wantsHello() bool {
	return s.front.OwnGreeting || s.secure() && !s.front.TLS.Implicit || s.up != nil && s.up.introduced
}

// receive greets the client, behind the handshake where TLS begins with the connection.
func (s *Session) receive() error {
	if s.front.TLS.Implicit {
		if err := s.shake(); err != nil {
			return err
		}
	}
	return s.greet()
}

// shake begins TLS with the client. When that fails there is nothing left to talk by.
func (s *Session) shake() error {
	how, err := s.Accept(&s.front.TLS, s.now(), s.ends())
	if err != nil {
		return err
	}
	s.tls = how
	s.emit(journal.Event{Kind: journal.TLS, Way: journal.C, TLS: &how})
	return nil
}

// starttls begins TLS (RFC 3207, section 4). Its reply is the last that is said in clear, and what the client has said behind the command was
// said too early to be trusted: it, or somebody between, could want it to be taken for what comes under TLS (CVE-2011-0411).
func (s *Session) starttls(c *command) error {
	if err := s.settle(); err != nil {
		return err
	}
	switch {
	case !s.secure() && s.front.TLS.Keys() == nil:
		return s.wrong(c, maskedVerb)
	case s.secure():
		return s.wrong(c, tlsAlready)
	case c.arg != "":
		return s.wrong(c, noArgument)
	case s.tx.open:
		return s.wrong(c, notInMail)
	case s.login.user != "":
		return s.wrong(c, loggedIn)
	}
	return s.goSecure(c)
}

// goSecure says the last 220 in clear, if the client has waited for it.
func (s *Session) goSecure(c *command) error {
	if err := s.pause(c.delay); err != nil {
		return err
	}
	c.delay = 0
	if s.client.Pending() == wire.Spoke {
		s.violation(journal.C, "bytes behind STARTTLS in clear")
		s.answered(c, tlsHasty)
		return s.endsWith(conversation.ErrNoTLS)
	}
	s.answered(c, goSecure)
	if err := s.settleAndFlush(); err != nil {
		return err
	}
	s.forget()
	return s.shake()
}

// endsWith is why the session ends, once the client has heard all replies. The last may be a 421 of the gate's own.
func (s *Session) endsWith(why error) error {
	if err := s.settleAndFlush(); err != nil && !errors.Is(err, errFarewell) {
		return err
	}
	return why
}

// forget forgets what the client has said of itself in clear, and what it was offered (RFC 3207, section 4.2).
func (s *Session) forget() {
	s.hello, s.claimed, s.helloLine = filters.Hello{}, filters.Hello{}, ""
	s.offered, s.mailRefused = offers{}, false
}

// unkeepable tells a client why it isn't served; to one that waits for TLS nothing can be said.
func (s *Session) unkeepable() {
	if s.front.TLS.Implicit {
		return
	}
	s.client.WriteBy(s.now().Add(conversation.Parting))
	s.client.Write(noRecord.append(nil))
}
