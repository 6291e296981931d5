package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// What a journal has of a session can be played again.
func TestRetold(t *testing.T) {
	proxytest.Retold(t, "testdata/*/*.txt", proxytest.FromConfig(builtins()), map[string]string{
		"filters/message-replaced.txt":       "the words of a notice in the place of a message aren't on record",
		"bdat/refused-in-the-chunk.txt":      "it ends with the gateway's shutdown, since octets of the chunk read QUIT",
		"upstream/refuses-with-354-held.txt": "that a refusal came with the 354, before the content could go up, isn't on record",
		"limits/refused-drip.txt":            "what content had gone up when it was found not to be canonical isn't on record",
	})
}
