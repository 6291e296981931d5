package smtp

import (
	"context"
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

	client      *wire.Conn
	peer        filters.Client
	tls         filters.TLS // of the client's connection; zero in clear
	up          *leg        // nil before it is connected and after it was lost
	run         *filters.Run
	phase       phase
	hello       filters.Hello
	claimed     filters.Hello // until the upstream agrees
	offered     offers        // to this client
	helloLine   string        // as it went up
	login       login
	wary        bool // from here on a line that is no command, or has an argument of no use, may be a password
	tx          transaction
	chunks      *chunks // of a running BDAT; nil: none
	number      int     // transactions so far
	showing     bool    // filters in shadow see the content of the last
	errors      int
	mailRefused bool  // the last MAIL was, and nothing has begun anew since
	swallowed   int64 // octets of chunks that nobody wanted, since the last MAIL

	command   command         // the last
	queue     []exchange      // open exchanges, in order
	outgoing  []byte          // commands on their way up
	down      []byte          // replies on their way down
	heard     wire.Reply      // the upstream's last
	dataReply answer          // to a DATA of the gate's own
	farewell  []byte          // an upstream's unsolicited 421, to be passed on
	budget    time.Time       // of the end of content; zero outside it
	keepBy    time.Time       // when the last budget is over, or was to be
	final     bool            // the answer to content is on its way down
	unkept    bool            // the record couldn't be kept
	hooks     context.Context // under which hooks run while there is a budget
	endHooks  context.CancelFunc
}

// phase says which commands a session takes.
type phase uint8

const (
	fresh   phase = iota // no command yet
	talking              // any command
	barred               // refused at Connect: QUIT only (RFC 5321, section 3.1)
	lost                 // the upstream is gone: the next command hears 421
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
		Stream: f.Stream, Clock: f.Clock, Session: id, Front: f.Label, Protocol: filters.SMTP, Client: s.peer,
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
	s.begins(c)
	defer s.goes(journal.CP)
	return s.admit(c, bad)
}

// admit lets a command through to its step, if the session takes it now.
func (s *Session) admit(c *command, bad own) error {
	quit := c.row.verb == "QUIT"
	switch {
	case s.phase == lost && !quit && !s.resumes(c):
		return s.settled(errUpstream)
	case s.retiring():
		return s.settled(errStopped)
	case s.login.wraps && (bad.code != 0 || c.row == &unknown):
		return errOctets
	case s.phase == fresh && conversation.HTTP(c.seen.Verb):
		return s.stranger(c, notHTTP)
	case s.phase == fresh && bad == lineTooLong && c.line == nil: // longer than any command; a URL may be
		return s.stranger(c, lineTooLong)
	case bad.code != 0 && c.row.verb == "BDAT":
		return s.countless(c, bad)
	case bad.code != 0:
		return s.wrong(c, bad)
	case s.phase == barred && !quit:
		s.answered(c, clientBarred)
		return nil
	case s.chunks != nil && !c.row.inChunks:
		return s.wrong(c, onlyChunks)
	case c.row.guarded && s.exposed():
		s.mailRefused = s.mailRefused || c.row.verb == "MAIL"
		return s.wrong(c, tlsFirst)
	case s.mailRefused && c.row.inMail:
		return s.afterRefusal(c)
	}
	if s.phase == fresh {
		s.phase = talking
	}
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

// afterRefusal answers what a client has sent behind a MAIL whose refusal it couldn't know yet: no filter is asked, and it is no mistake.
func (s *Session) afterRefusal(c *command) error {
	if c.row.verb == "BDAT" {
		return s.bdat(c) // its octets are on their way
	}
	return s.answered(c, mailFirst)
}

// obey asks the Command hooks and takes the verb's step.
func (s *Session) obey(c *command) error {
	if s.run.Asks(filters.AtCommand) {
		d := s.spelt(s.run.Command(&c.seen, c.check))
		switch {
		case d.Action != filters.Go && c.row.verb == "BDAT":
			return s.chunkDecided(c, d)
		case d.Action != filters.Go:
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
	if b.IsZero() || a.Before(b) {
		return a
	}
	return b
}
