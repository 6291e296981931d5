package pop3

import (
	"errors"
	"net"
	"net/netip"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Session is one client connection, its upstream connection, and what stands between them. All of it belongs to the goroutine
// of Serve; only Stop may be called from elsewhere.
type Session struct {
	conversation.Stopping
	front  *Front
	scribe conversation.Scribe
	start  time.Time

	client   *wire.Conn
	peer     filters.Client
	tls      filters.TLS       // of the client's connection; zero in clear
	up       *conversation.Leg // nil before it is connected and after it was lost
	run      *filters.Run
	phase    phase
	offers   offers   // what the upstream has said to CAPA
	named    []string // the mechanisms in it, in upper case
	login    login
	utf8     bool // the upstream has agreed to UTF8
	wary     bool // from here on a line that is no command, or has an argument of no use, may be a password
	drop     maildrop
	number   int  // RETR and TOP so far
	fetching bool // the last of them is on its way
	errors   int

	command  command     // the last
	queue    []exchange  // open exchanges, in order
	outgoing []byte      // commands on their way up
	down     []byte      // replies on their way down
	midway   bool        // a reply of several lines is on its way down, and nothing else may stand in it
	begun    bool        // the client has the beginning of a reply of which the rest is in down, or still to come
	heard    wire.Status // the upstream's last
	farewell []byte      // an upstream's unsolicited -ERR, to be passed on
	unkept   bool        // the record couldn't be kept
}

// phase says which commands a session takes.
type phase uint8

const (
	fresh   phase = iota // no command yet
	talking              // any command
	lost                 // the upstream is gone: the next command hears so
)

// NewSession makes the session of an accepted connection. id is unique and sorts by time. A connection that is no socket ends at
// once when served.
func (f *Front) NewSession(c net.Conn, id string) *Session {
	s := &Session{front: f, start: f.Clock.Now()}
	if a, err := netip.ParseAddrPort(c.RemoteAddr().String()); err == nil {
		s.peer = filters.Client{Addr: a.Addr().Unmap(), Port: a.Port()}
	}
	client, err := wire.NewConn(c, f.Clock)
	if err != nil {
		c.Close()
	}
	s.client = client
	s.Begin(client)
	s.scribe = conversation.Scribe{
		Stream: f.Stream, Clock: f.Clock, Session: id, Front: f.Label, Protocol: filters.POP3, Client: s.peer,
	}
	return s
}

// Serve runs the session to its end and closes both connections. It is called once.
func (s *Session) Serve() {
	defer s.Over()
	if s.client == nil {
		return
	}
	defer s.letGo()
	if !s.keepable() {
		s.unkeepable()
		return
	}
	s.emit(journal.Event{Kind: journal.Open})
	s.run = s.front.Chain.Begin(host{s})
	err := s.receive()
	for err == nil {
		err = s.next()
	}
	s.finish(err)
}

// next takes one command line and obeys it.
func (s *Session) next() error {
	line, err := s.readCommand()
	c := &s.command
	*c = command{row: &unknown, seen: filters.Command{Verb: masked}}
	var bad own
	switch {
	case errors.Is(err, wire.ErrLineTooLong):
		bad, s.wary = lineTooLong, true
	case errors.Is(err, wire.ErrBareNewline):
		bad, s.wary = bareNewline, true
	case err != nil:
		return err
	default:
		bad = s.parse(c, line)
	}
	if err := s.askCapabilities(c); err != nil {
		return err
	}
	s.begins(c)
	defer s.goes(journal.CP)
	return s.admit(c, bad)
}

// admit lets a command through to its step, if the session takes it now.
func (s *Session) admit(c *command, bad own) error {
	switch {
	case s.phase == lost:
		return s.settled(errUpstream)
	case s.retiring() && c.row.verb != "QUIT":
		return s.settled(errStopped)
	case s.login.wraps && (bad.text != "" || c.row == &unknown):
		return errOctets
	case s.phase == fresh && conversation.HTTP(c.seen.Verb):
		return s.stranger(c, notHTTP)
	case s.phase == fresh && bad == lineTooLong && c.line == nil: // longer than any command; a URL may be
		return s.stranger(c, lineTooLong)
	case bad.text != "":
		return s.wrong(c, bad)
	case c.row.guarded && s.exposed():
		return s.wrong(c, tlsFirst)
	}
	s.phase = talking
	return s.obey(c)
}

// stranger ends the session of a client that has begun with HTTP, whose body could hold commands.
func (s *Session) stranger(c *command, o own) error {
	s.answered(c, o)
	return errors.Join(s.settleAndFlush(), errHTTP)
}

// settled is why the session ends, once the commands before this one have their replies.
func (s *Session) settled(why error) error {
	return errors.Join(s.settle(), why)
}

// obey asks the Command hooks and takes the verb's step.
func (s *Session) obey(c *command) error {
	if s.run.Asks(filters.AtCommand) {
		d := s.spelt(s.run.Command(&c.seen, c.check))
		if d.Action != filters.Go {
			return s.decided(c, d)
		}
		c.delay = d.Delay
		c.adopt()
	}
	return c.row.step(s, c)
}

func (s *Session) now() time.Time { return s.front.Clock.Now() }

// ends is when the session's time is up.
func (s *Session) ends() time.Time { return s.start.Add(s.front.Timeouts.session()) }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
