// Package smtp is one SMTP conversation: a client on one side, an upstream server on the other, and the filters of a
// front between them (RFC 5321).
//
// A command's way: readCommand takes a line, parse finds its row in verbs, admit says whether the session takes it now, obey asks
// the Command hooks, and the row's step (mail, rcpt, data, …) asks the typed hooks. The command is then an exchange in the
// queue, with the gate's reply or waiting for the upstream's. settle sends what is to go up as one group and concludes the
// exchanges in order; flush lets the client hear the replies in one write. So there is one goroutine for both directions,
// each command gets one reply, and the order can't be lost.
//
// Content's way: data decides between streamContent, which passes pieces up as they come, and holdContent, which keeps
// them until the filters have decided; deliver then sends them up. Octets of BDAT take the same two ways in bdat.
//
// What can go wrong with the upstream ends in lose: the connection is reset and never used again, because it can't be known
// which reply would be the next.
package smtp

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

// Config is what the configuration says about the sessions of an SMTP front. Zero limits and timeouts mean the default
// named beside them.
type Config struct {
	Label          string   // the front's
	Hostname       string   // what the gateway calls itself
	OwnGreeting    bool     // greet ourselves, connect at EHLO, reuse upstream connections
	Normalise      bool     // bare CR and LF in content become CRLF, instead of a refusal
	Downgrade      bool     // make 8-bit messages 7-bit for an upstream without 8BITMIME (RFC 6152); each is then held
	RefusePregreet bool     // 554 to a client that talks before the greeting
	Auth           []string // SASL mechanisms to offer although they can wrap the connection
	MaxSize        int64    // octets of one message; 0: 50 MiB
	Errors         int      // a session's errors, then 421; 0: 20
	MaxRecipients  int      // of one transaction, then 452 4.5.3; 0: 1000
	Timeouts       Timeouts
}

// Timeouts bound the client's side; the floor is RFC 5321, section 4.5.3.2.
type Timeouts struct {
	Command time.Duration // one command line, from its first byte awaited to its end; 0: 5 minutes
	Data    time.Duration // each 4 KiB of content; 0: 3 minutes
	EndData time.Duration // from the end of content to its reply, under the client's ten minutes (RFC 1047); 0: 8 minutes
	Session time.Duration // the whole session; 0: 1 hour
}

func (t *Timeouts) command() time.Duration { return cmp.Or(t.Command, 5*time.Minute) }
func (t *Timeouts) data() time.Duration    { return cmp.Or(t.Data, 3*time.Minute) }
func (t *Timeouts) endData() time.Duration { return cmp.Or(t.EndData, 8*time.Minute) }
func (t *Timeouts) session() time.Duration { return cmp.Or(t.Session, time.Hour) }

func (c *Config) maxSize() int64     { return cmp.Or(c.MaxSize, 50<<20) }
func (c *Config) errors() int        { return cmp.Or(c.Errors, 20) }
func (c *Config) maxRecipients() int { return cmp.Or(c.MaxRecipients, 1000) }

// Front is what the sessions of one SMTP front share.
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
