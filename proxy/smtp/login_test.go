package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// A client that cancels is on record as that; its next attempt isn't.
func TestCancelledLoginOnRecord(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address())
	c := g.enter(t)
	c.ask("AUTH LOGIN", "334")
	c.ask("*", "501")
	c.ask("AUTH LOGIN", "334")
	c.ask("bWU=", "334")
	c.ask("YmFk", "535")
	c.ask("QUIT", "221")
	g.End()
	if e := g.Of(journal.Login); len(e) != 2 || e[0].Value != journal.Cancelled || e[1].Value != "" {
		t.Errorf("on record is %+v", e)
	}
}
