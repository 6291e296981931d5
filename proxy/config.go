package proxy

import (
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Config is what a gateway is to be. Package config reads it from a file.
type Config struct {
	Hostname  string
	Drain     time.Duration // how long a reload or a shutdown waits for open transactions; 0: 30 s
	Hold      spool.Config
	DNS       resolver.Config
	Upstreams []upstream.Config
	Fronts    []FrontConfig
}

// FrontConfig is a listener with its protocol, chain and upstream.
type FrontConfig struct {
	Label                string
	Listen               []string // host:port; "[::]:25" listens on IPv4 too
	Upstream             string   // a label of Config.Upstreams
	Chain                *filters.Chain
	MaxSessions          int // 0: 10,000; more are told 421 4.7.0
	MaxSessionsPerClient int // by address; 0: 200
	SMTP                 smtp.Config
}
