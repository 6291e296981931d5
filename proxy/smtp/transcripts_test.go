package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters/relay"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// builtins are the filters of the transcripts.
func builtins() config.Builtins {
	return config.Builtins{"relay": relay.New, "do": sessiontest.Do}
}

// TestTranscripts plays what testdata says about sessions, one folder a matter, one file a behaviour.
func TestTranscripts(t *testing.T) {
	sessiontest.Transcripts(t, proxytest.FromConfig(builtins()))
}

// TestExamples plays the dialogues of textbooks and lectures.
func TestExamples(t *testing.T) {
	proxytest.Run(t, "../../examples/seeds/*.txt", proxytest.FromConfig(builtins()))
}

// Every dialogue goes the same under TLS.
func TestUnderTLS(t *testing.T) {
	const begun = "a client that wants TLS hears that it is on already"
	proxytest.RunUnderTLS(t, "testdata/*/*.txt", proxytest.FromConfig(builtins()), map[string]string{
		"session/masked-verbs": begun,
		"tls/masked":           begun,
	})
}
