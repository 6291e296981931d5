package senderdomain_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters/senderdomain"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// TestTranscripts plays what the filter does in sessions, with real DNS packets.
func TestTranscripts(t *testing.T) {
	proxytest.Run(t, "testdata/*.txt", proxytest.FromConfig(config.Builtins{"sender_domain": senderdomain.New}))
}
