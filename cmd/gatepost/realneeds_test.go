package main

import (
	"os"
	"os/exec"
	"testing"
)

// needReal lets a test go on that needs programs of others. By hand it is skipped unless GATEPOST_REAL=1 asks for it; then a
// program that is missing is a failure.
func needReal(t *testing.T, programs ...string) {
	t.Helper()
	if os.Getenv("GATEPOST_REAL") != "1" {
		t.Skip("set GATEPOST_REAL=1 for tests with real servers and clients; they need root and Debian's postfix, dovecot-pop3d, swaks (with libnet-ssleay-perl), fetchmail, mpop, nmap, sslscan, curl, openssl, systemd-analyze and python3")
	}
	if os.Geteuid() != 0 {
		t.Fatal("Postfix and Dovecot want to be started by root")
	}
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			t.Fatalf("%s is not installed: %v", name, err)
		}
	}
}

// check ends a test that can't go on.
func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
