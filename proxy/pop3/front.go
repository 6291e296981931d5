// Package pop3 is one POP3 conversation: a client on one side, an upstream server on the other, and the filters of a
// front between them (RFC 1939).
//
// A command's way: readCommand takes a line, parse finds its row in verbs, admit says whether the session takes it now, obey asks
// the Command hooks, and the row's step (user, pass, retr, …) says where it goes. The command is then an exchange in the queue, with the
// gate's reply or waiting for the upstream's. settle sends what is to go up as one group and concludes the exchanges in order; flush
// lets the client hear the replies. So there is one goroutine for both directions, each command gets one reply, and the order can't be
// lost.
//
// Whether lines follow a reply is decided by the command and +OK, nothing else. They take one of three ways down: listing passes them,
// capa reads them all to mediate them, and fetch, for messages, lets them stream, or holds them until the filters have decided.
//
// A maildrop changes only when the upstream has agreed to QUIT, so whatever goes wrong ends without one: the upstream is closed, nothing is
// deleted, and the client fetches again what it may have missed.
package pop3

import (
	"cmp"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Config is what the configuration says about the sessions of a POP3 front. Zero limits and timeouts mean the default named beside
// them.
type Config struct {
	Label    string   // the front's
	Hostname string   // what the gateway calls itself
	Auth     []string // SASL mechanisms to offer although they can wrap the connection
	Errors   int      // a session's errors, then it is closed; 0: 20

	// MaxSize is how many octets of one message are held for Message hooks; 0: 50 MiB. A larger one passes their filters by, by on_error.
	MaxSize int64

	// Error has the client hear -ERR in the place of a message that a filter refuses for good. Without it there is a notice, because mpop and
	// Thunderbird give up at a -ERR to RETR and would never get at the messages behind it, while whoever keeps mail on the server is well
	// served by a notice. Where fetchmail deletes what it fetches -ERR is better: it goes on behind that, and stops at a -ERR to DELE.
	Error    bool
	Timeouts Timeouts
}

// Timeouts bound the client's side.
type Timeouts struct {
	Command time.Duration // one command line, from its first byte awaited to its end; 0: 10 minutes (RFC 1939, section 3)
	Session time.Duration // the whole session; 0: 2 hours
}

func (t *Timeouts) command() time.Duration { return cmp.Or(t.Command, 10*time.Minute) }
func (t *Timeouts) session() time.Duration { return cmp.Or(t.Session, 2*time.Hour) }

func (c *Config) maxSize() int64 { return cmp.Or(c.MaxSize, 50<<20) }
func (c *Config) errors() int    { return cmp.Or(c.Errors, 20) }

// Front is what the sessions of one POP3 front share.
type Front struct {
	Config
	Chain    *filters.Chain
	Upstream *upstream.Upstream
	TLS      conversation.TLS
	Spool    *spool.Pool
	DNS      filters.DNS
	Values   filters.Values
	Stream   *journal.Stream
	Clock    wire.Clock
}
