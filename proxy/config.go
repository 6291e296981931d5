package proxy

import (
	"cmp"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Config is what a gateway is to be. Package config reads it from a file. Whoever has handed it to [New] or
// [Proxy.Reload] changes it no more.
type Config struct {
	Hostname  string
	Unnamed   bool          // Hostname is the machine's, since the file has none
	Drain     time.Duration // how long a reload or a shutdown waits for open transactions; 0: 30 s
	Hold      spool.Config
	DNS       resolver.Config
	Journal   JournalConfig
	TLS       []certificates.Config
	Upstreams []upstream.Config
	Fronts    []FrontConfig
	Warnings  []string // what package config has found in the file that isn't wrong, but may not be meant; a proxy doesn't read it
}

func (c *Config) drain() time.Duration { return cmp.Or(c.Drain, 30*time.Second) }

// JournalConfig says where the record of all sessions is kept, and what of. The zero JournalConfig: none is kept.
type JournalConfig struct {
	Dir       string        // "": no journal; nobody else writes there
	Record    Record        // "": Envelope
	Sync      bool          // a record is on disk before the reply that it is about leaves
	SyncEvery time.Duration // how often what was written is forced to disk, for who doesn't want Sync; 0: the kernel decides
}

// Record is how much of a session a journal has. Secrets and bodies are in none.
type Record string

// The choices.
const (
	Envelope Record = "envelope" // the dialogue, what was found, decided and changed, sizes and digests of contents
	Headers  Record = "headers"  // that, and the header blocks
)

// FrontConfig is a listener with its protocol, chain and upstream.
type FrontConfig struct {
	Label                string
	Listen               []string // host:port; "[::]:25" listens on IPv4 too
	StartTLS             []string // labels of Config.TLS, by SNI, the first for who names none: what STARTTLS and STLS show; none: neither is offered
	ImplicitTLS          []string // the same for TLS from the first byte; one of the two is empty
	RequireTLS           bool     // before STARTTLS no MAIL and no AUTH, before STLS no login
	Upstream             string   // a label of Config.Upstreams
	Chain                *filters.Chain
	Filters              []string // the types of the filters in Chain, those in shadow left out
	MaxSessions          int      // 0: 10,000; more are turned away, told to come again
	MaxSessionsPerClient int      // by address; 0: 200

	// One of these says how a session goes. A Label in it is the front's whatever it says, and an empty Hostname the Config's.
	SMTP smtp.Config
	POP3 *pop3.Config // nil: the front speaks SMTP; else POP3, and SMTP isn't looked at
}

// Protocol is what the front speaks.
func (c *FrontConfig) Protocol() filters.Protocol {
	if c.POP3 != nil {
		return filters.POP3
	}
	return filters.SMTP
}

func (c *FrontConfig) maxSessions() int          { return cmp.Or(c.MaxSessions, 10_000) }
func (c *FrontConfig) maxSessionsPerClient() int { return cmp.Or(c.MaxSessionsPerClient, 200) }
