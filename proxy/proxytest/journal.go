package proxytest

import (
	"os"

	"github.com/gatepost-mail/gatepost/proxy"
)

// keep puts the journal of a configuration where it hurts nobody: the directory that the configuration names belongs to the gateway that is
// run with it. The result removes what was made for the purpose.
func (s *Stage) keep(c *proxy.JournalConfig) (done func() error, err error) {
	c.SyncEvery = 0 // the dialogue's clock would have to stop for each
	switch {
	case s.Journal != "":
		c.Dir, c.Record = s.Journal, proxy.Headers
	case c.Dir != "":
		if c.Dir, err = os.MkdirTemp("", "gatepost-journal-"); err != nil {
			return nothing, err
		}
		made := c.Dir
		return func() error { return os.RemoveAll(made) }, nil
	}
	return nothing, nil
}

// nothing is to be removed.
func nothing() error { return nil }
