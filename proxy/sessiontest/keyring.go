package sessiontest

import (
	"log/slog"
	"os"
	"path/filepath"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Identity is the configuration of a certificate that a issues. Its files are gone with the test.
func (a *Authority) Identity(label string, names ...string) certificates.Config {
	a.t.Helper()
	dir, issued := a.t.TempDir(), a.Issue(names...)
	c := certificates.Config{Label: label, Certificate: filepath.Join(dir, "fullchain.pem"), Key: filepath.Join(dir, "privkey.pem")}
	a.must(os.WriteFile(c.Certificate, issued.Cert, 0o600))
	a.must(os.WriteFile(c.Key, issued.Key, 0o600))
	return c
}

// Keyring shows a certificate that a issues. It is closed with the test.
func (a *Authority) Keyring(clock wire.Clock, names ...string) *certificates.Keyring {
	a.t.Helper()
	i, err := certificates.Open(a.Identity("public", names...), clock, slog.New(slog.DiscardHandler))
	a.must(err)
	a.t.Cleanup(i.Close)
	return certificates.NewKeyring(clock, i)
}
