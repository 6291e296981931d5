package ratelimit_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters/ratelimit"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// TestTranscripts plays what the filter does in sessions.
func TestTranscripts(t *testing.T) {
	proxytest.Run(t, "testdata/*.txt", proxytest.FromConfig(config.Builtins{"rate_limit": ratelimit.New}))
}
