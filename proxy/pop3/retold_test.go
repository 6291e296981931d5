package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// What a journal has of a session can be played again.
func TestRetold(t *testing.T) {
	const waits = "the record has a command that waits for the reply before it as one that doesn't"
	for _, glob := range []string{"testdata/pipelining/*.txt", "testdata/tls/*.txt", "testdata/upstream/surplus*.txt"} {
		proxytest.Retold(t, glob, played, map[string]string{
			"pipelining/dele-behind-retr.txt":   waits,
			"pipelining/login-filter-waits.txt": waits,
		})
	}
}
