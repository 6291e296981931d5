package main

import (
	"github.com/gatepost-mail/gatepost/filters/headerlog"
	"github.com/gatepost-mail/gatepost/filters/mimerewrite"
	"github.com/gatepost-mail/gatepost/filters/ratelimit"
	"github.com/gatepost-mail/gatepost/filters/relay"
	"github.com/gatepost-mail/gatepost/filters/senderdomain"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// builtins is the one table that names every built-in filter, by its block in the configuration.
func builtins() config.Builtins {
	return config.Builtins{
		"header_log":    headerlog.New,
		"mime_rewrite":  mimerewrite.New,
		"rate_limit":    ratelimit.New,
		"relay":         relay.New,
		"sender_domain": senderdomain.New,
	}
}
