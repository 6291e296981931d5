package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Numbers that make no sense to a command are on record; what may be a password isn't.
func TestNumbersOnRecord(t *testing.T) {
	for line, want := range map[string]string{
		"DELE 2 2": "2 2", "RETR 02": "02", "LIST 1 2": "1 2", "UIDL 1 2": "1 2", "TOP 1 2 3": "1 2 3", "TOP 1": "1",
		"DELE 2 me": "***", "TOP 1 73001946281": "***", "STAT 2": "***", "NOOP 1 2": "***", "LANG 1 2": "***",
	} {
		g := newGate(t, newRecorder(t, everything).Address())
		c := g.enter(t)
		c.ask(line, "-ERR")
		c.Close()
		g.End()
		said := g.Of(journal.Command)
		if last := said[len(said)-1]; last.Arg != want {
			t.Errorf("%s is on record as %s %s", line, last.Verb, last.Arg)
		}
	}
}
