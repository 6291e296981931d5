package sessiontest

import (
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Interval is the machine's clock, but whoever waits by it waits as long as something else takes.
type Interval struct {
	wire.RealClock
	Meanwhile func()
}

// After does it.
func (i Interval) After(time.Duration) <-chan time.Time {
	i.Meanwhile()
	over := make(chan time.Time, 1)
	over <- time.Now()
	return over
}

// Delaying delays the reply to the commands of a verb.
func Delaying(verb string) filters.Entry {
	return filters.Entry{Label: "delaying", Filter: &filters.Filter{Command: func(_ *filters.Session, c *filters.Command) filters.Verdict {
		if c.Verb == verb {
			return filters.Pass().After(time.Second)
		}
		return filters.Pass()
	}}}
}
