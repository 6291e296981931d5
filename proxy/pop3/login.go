package pop3

import (
	"bytes"
	"cmp"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sasl"
)

// login is how the client has logged in, or tries to.
type login struct {
	sasl.Attempt        // the running or last exchange
	mechanism    string // as filters and the record see it: "USER", "APOP", "PLAIN"
	name         string // to which the upstream has said +OK in answer to USER
	claim        string // who the running attempt is about
	user         string // after the upstream agreed
	by           string // the filter that has refused
	how          string // "", journal.Cancelled or journal.KeptOut
	anew         bool   // TLS was begun by STLS: a name from before it doesn't count
	wraps        bool   // from here on the client may go on in a security layer, of which nobody here could make sense
}

// heardUser takes the name, which counts once the upstream has accepted it.
func (s *Session) heardUser(x *exchange, a answer) error {
	if s.login.name = ""; a.ok {
		s.login.name = filters.Clean(x.arg)
	}
	return nil
}

// pass passes the password, if the filters let that name log in. Who is asked about a name waits for the upstream's word to it; who is in
// shadow does so too, but is no reason to refuse a login without one. Behind STLS the upstream may remember a name that the gate has forgotten.
func (s *Session) pass(c *command) error {
	if s.run.Asks(filters.AtLogin) || s.login.anew {
		if err := s.settle(); err != nil {
			return err
		}
		if s.login.name == "" && (s.run.Has(filters.AtLogin) || s.login.anew) {
			return s.wrong(c, userFirst)
		}
	}
	return s.logIn(c, "USER", s.login.name)
}

// apop is a login by a digest of the greeting's timestamp and the password (RFC 1939, section 7).
func (s *Session) apop(c *command) error {
	if err := s.settle(); err != nil {
		return err
	}
	name, _ := cutDigest(c.arg)
	return s.logIn(c, "APOP", filters.Clean(name))
}

// logIn asks the Login hooks and lets the upstream decide.
func (s *Session) logIn(c *command, mechanism, name string) error {
	s.login.mechanism, s.login.claim, s.login.how = mechanism, name, ""
	d := s.spelt(s.run.Login(&filters.Login{Name: name, Mechanism: mechanism}))
	if d.Action != filters.Go {
		s.login.how = keptOut(d)
		s.recordLogin(false, d.Reply, cmp.Or(d.Filter, byProxy))
		return s.decided(c, d)
	}
	c.delay += d.Delay
	return s.forwardAlone(c)
}

// keptOut is how a login has ended that filters don't let through: to put it off is no refusal.
func keptOut(d filters.Decision) string {
	if d.Filter == "" || d.Action != filters.Disconnect && temporary(d.Reply.Enhanced) {
		return ""
	}
	return journal.KeptOut
}

// heardPass settles a login by PASS or APOP. In a group the name may have been accepted after PASS was read.
func (s *Session) heardPass(x *exchange, a answer) error {
	if x.row.verb == "PASS" {
		s.login.claim = s.login.name
	}
	s.loggedIn(a)
	return nil
}

// loggedIn puts the end of an attempt on record, and the user in place.
func (s *Session) loggedIn(a answer) {
	r := reading(bytes.TrimSuffix(a.told.line, []byte("\r\n")))
	r.Enhanced = cmp.Or(r.Enhanced, a.code)
	s.recordLogin(a.ok, r, a.by)
	if !a.ok || a.by != byUpstream {
		return
	}
	s.login.user = s.login.claim
	s.drop.begin(s.login.mechanism, s.now())
}

// recordLogin records how an attempt to log in has ended.
func (s *Session) recordLogin(ok bool, r filters.Reply, by string) {
	s.emit(journal.Event{
		Kind: journal.Login, Verb: s.login.mechanism, Arg: s.login.claim, Status: status(ok), Enhanced: r.Enhanced, Lines: r.Lines, By: by,
		Value: s.login.how,
	})
}
