//go:build linux

package main

import "testing"

// popVariants are the gates before a Dovecot: messages stream, are held, and are held and changed.
var popVariants = []variant{
	{"popplain", "gatepost"},
	{"popholds", "gatepost-holding"},
	{"popmarks", "gatepost-holding"},
}

// Real mail passes through the gate from a real server, fetched by real clients.
func TestDovecot(t *testing.T) {
	needReal(t, "dovecot", "fetchmail", "mpop", "curl", "python3")
	d := startDovecot(t)
	for _, v := range popVariants {
		t.Run(v.name, func(t *testing.T) {
			addr := v.gate(t, d.addr)
			t.Run("fetched", func(t *testing.T) { testFetched(t, d, v, addr) })
			t.Run("messages", func(t *testing.T) { testMessages(t, d, v, addr) })
			if v.name != "popmarks" {
				t.Run("group", func(t *testing.T) { testGroup(t, d, addr) })
			}
			t.Run("kept", func(t *testing.T) { testKept(t, d, addr) })
			t.Run("deleted", func(t *testing.T) { testDeleted(t, d, addr) })
			t.Run("endings", func(t *testing.T) { testEndings(t, d, v) })
			t.Run("upstream dies", func(t *testing.T) { testUpstreamDies(t, d, v, addr) })
		})
	}
	addr := popVariants[0].gate(t, d.addr)
	t.Run("same", func(t *testing.T) { testSame(t, d, addr) })
	t.Run("lax ends", func(t *testing.T) { testLaxEnds(t, d, addr) })
	t.Run("logins", func(t *testing.T) { testLogins(t, d, addr) })
	t.Run("mechanisms", func(t *testing.T) { testMechanisms(t, d, addr) })
	t.Run("capabilities", func(t *testing.T) { testCapabilities(t, d, addr) })
	t.Run("lock", func(t *testing.T) { testLock(t, d, addr) })
}
