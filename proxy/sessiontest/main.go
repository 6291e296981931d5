package sessiontest

import (
	"flag"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// Main is a TestMain: it knows proxytest's flags, and nothing may run on behind the tests.
func Main(m *testing.M) {
	proxytest.Flags(flag.CommandLine)
	flag.Parse()
	leaktest.Main(m)
}
