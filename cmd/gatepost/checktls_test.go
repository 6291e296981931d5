package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// TestCheckTellsOfCertificates that run out, or can't be stored.
func TestCheckTellsOfCertificates(t *testing.T) {
	dir := t.TempDir()
	issued := sessiontest.NewAuthority(t).IssueFor(time.Now().Add(-time.Hour), time.Now().Add(48*time.Hour), "mx1.example.org")
	file := filepath.Join(dir, "gatepost.hcl")
	for name, text := range map[string][]byte{
		"cert.pem": issued.Cert, "key.pem": issued.Key,
		"gatepost.hcl": []byte(`
tls "old" {
  certificate = "cert.pem"
  key         = "key.pem"
}
tls "none" {
  acme {
    names   = ["mx1.example.org"]
    agreed  = true
    storage = "cert.pem/acme"
  }
}
upstream "legacy" { servers = ["127.0.0.1:1"] }
smtp "inbound" {
  listen   = ["127.0.0.1:2525"]
  starttls = [tls.old, tls.none]
  upstream = upstream.legacy
}
`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var warnings bytes.Buffer
	c := checkVerb()
	c.SetArgs([]string{file})
	c.SetOut(new(bytes.Buffer))
	c.SetErr(&warnings)
	if err := c.Execute(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"warning: " + file + ": tls old: the certificate of mx1.example.org expires soon, at ",
		"warning: " + file + ": tls none: you couldn't store certificates in " + dir + "/cert.pem/acme: ",
	} {
		if !strings.Contains(warnings.String(), want) {
			t.Errorf("have\n%s\nwant %s", warnings.String(), want)
		}
	}
}

// A file that can't be used is told with its place in the configuration, and so not again.
func TestCheckTellsOfFilesOnce(t *testing.T) {
	var warnings bytes.Buffer
	c := checkVerb()
	c.SetErr(&warnings)
	warnOfTLS(c, "gatepost.hcl", certificates.Config{Label: "public", Certificate: filepath.Join(t.TempDir(), "absent.pem")})
	if warnings.Len() > 0 {
		t.Errorf("have %s", warnings.String())
	}
}
