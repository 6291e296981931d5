package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// plain is the configuration of a transcript without its own: a gate that only passes on.
const plain = "testdata/plain.hcl"

// played starts the gateway of a transcript.
func played(s *proxytest.Stage) (proxytest.Gateway, error) {
	if s.Files[proxytest.ConfigFile] == nil {
		return proxytest.FromFile(plain, nil)(s)
	}
	return proxytest.FromConfig(config.Builtins{"do": sessiontest.Do})(s)
}

// TestTranscripts plays what testdata says about sessions, one folder a matter, one file a behaviour.
func TestTranscripts(t *testing.T) {
	sessiontest.Transcripts(t, played)
}

// TestExamples plays the dialogues of textbooks and lectures.
func TestExamples(t *testing.T) {
	proxytest.Run(t, "../../examples/seeds-pop3/*.txt", played)
}

// Every dialogue goes the same under TLS.
func TestUnderTLS(t *testing.T) {
	const begun = "a client that wants TLS hears that it is on already"
	proxytest.RunUnderTLS(t, "testdata/*/*.txt", played, map[string]string{
		"limits/errors":        begun,
		"session/masked-verbs": begun,
		"tls/masked":           begun,
	})
}
