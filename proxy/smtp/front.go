package smtp

import (
	"net"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
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

// Front is what the sessions of one SMTP front share.
type Front struct {
	Config
	Chain    *filters.Chain
	Upstream *upstream.Upstream
	Spool    *spool.Pool
	DNS      filters.DNS
	Values   filters.Values
	Stream   *journal.Stream
	Clock    wire.Clock
}

// Stop asks a session to end.
type Stop int32

// How urgently a session is to end. Each replaces a weaker one.
const (
	Retire Stop = iota + 1 // at the next command outside a transaction: 421 (a reload's drain is over)
	Leave                  // now if no transaction is open, else when it is done: 421 (shutdown)
	Abort                  // now, unless the end of content has gone up: that answer is awaited
)

// NewSession makes the session of an accepted connection. id is unique and sorts by time.
func (f *Front) NewSession(c net.Conn, id string) *Session

// Serve runs the session to its end and closes both connections. It is called once.
func (s *Session) Serve()

// Stop may be called by any goroutine, at any time, more than once.
func (s *Session) Stop(how Stop)
